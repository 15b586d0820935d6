package io.coordkit.server.sasl;

import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the JDK's side of exchanges ({@code SecurityUtils} of the reference): DIGEST-MD5 where a login names users, else GSSAPI.
 *
 * @param protocol what the digest mechanism calls the service
 * @param host what it calls the host
 */
record Mechanism(String protocol, String host) {
    /** Between clients and servers. */
    static final Mechanism CLIENTS = new Mechanism("zookeeper", "zk-sasl-md5");

    /** Between servers. */
    static final Mechanism PEERS = new Mechanism("zookeeper-quorum", "zk-quorum-sasl-md5");

    private static final String DIGEST = "DIGEST-MD5";
    private static final String KERBEROS = "GSSAPI";

    /** The side that is proven something to. */
    SaslServer server(Login login, CallbackHandler callbacks) throws SaslException {
        if (login.isDigest()) {
            return made(Sasl.createSaslServer(DIGEST, protocol, host, null, callbacks), DIGEST);
        }
        Principal self = login.principal();
        return login.as(
                () -> made(Sasl.createSaslServer(KERBEROS, self.name(), self.hostName(), null, callbacks), KERBEROS));
    }

    /**
     * The side that proves something.
     *
     * @param service the other side's principal, for Kerberos
     */
    SaslClient client(Login login, Principal service, CallbackHandler callbacks) throws SaslException {
        if (login.isDigest()) {
            String[] mechanisms = {DIGEST};
            return made(
                    Sasl.createSaslClient(mechanisms, login.option("username"), protocol, host, null, callbacks),
                    DIGEST);
        }
        String[] mechanisms = {KERBEROS};
        String self = login.principal().toString();
        return login.asInitiator(() -> made(
                Sasl.createSaslClient(mechanisms, self, service.name(), service.hostName(), null, callbacks),
                KERBEROS));
    }

    private static <T> T made(@Nullable T side, String name) throws SaslException {
        if (side == null) {
            throw new SaslException("this Java has no " + name);
        }
        return side;
    }
}
