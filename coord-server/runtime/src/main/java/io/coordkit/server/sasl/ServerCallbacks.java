package io.coordkit.server.sasl;

import java.util.Map;
import java.util.function.Function;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import org.jspecify.annotations.Nullable;

/** Answers what a mechanism asks about the other side. For one exchange ({@code SaslServerCallbackHandler} of the reference). */
final class ServerCallbacks implements CallbackHandler {
    private final Map<String, String> users;
    private final Authorization authorization;
    private String user = "";

    /** Decides who may be whom. */
    @FunctionalInterface
    interface Authorization {
        /** The name of somebody who has proven one and asks for one; null if he may not have it. */
        @Nullable
        String nameOf(String authenticated, String wanted);
    }

    /** Lets everybody be what this makes of the name that he has proven. */
    static Authorization renaming(Function<String, String> names) {
        return (authenticated, wanted) -> names.apply(authenticated);
    }

    /**
     * @param users and their passwords
     * @param authorization who may be whom
     */
    ServerCallbacks(Map<String, String> users, Authorization authorization) {
        this.users = users;
        this.authorization = authorization;
    }

    @Override
    public void handle(Callback[] callbacks) {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                if (users.containsKey(name.getDefaultName())) {
                    user = name.getDefaultName();
                    name.setName(user);
                }
            } else if (callback instanceof PasswordCallback password) {
                String known = users.get(user);
                if (known != null) {
                    password.setPassword(known.toCharArray());
                }
            } else if (callback instanceof RealmCallback realm) {
                realm.setText(realm.getDefaultText());
            } else if (callback instanceof AuthorizeCallback authorize) {
                String name = authorization.nameOf(authorize.getAuthenticationID(), authorize.getAuthorizationID());
                authorize.setAuthorized(name != null);
                if (name != null) {
                    authorize.setAuthorizedID(name);
                }
            }
        }
    }
}
