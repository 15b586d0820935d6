package io.coordkit.server.sasl;

import java.io.IOException;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import javax.security.sasl.SaslException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who this server is towards others, by one section of the Java security configuration (JAAS). A section of the reference's {@code
 * DigestLoginModule} names users and their passwords, and is understood without that class; any other is left to Java, and then
 * the server is a Kerberos principal. Thread-safe; may block.
 */
final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final String DIGEST_MODULE = "org.apache.zookeeper.server.auth.DigestLoginModule";
    private static final String FILE_PROPERTY = "java.security.auth.login.config";
    private static final String USER = "user_";

    /** A ticket is renewed when this part of its life is over. */
    private static final double FRESH = 0.8;

    /** After a renewal that has failed, or has given a ticket that is old already. */
    private static final Duration RENEWAL_PAUSE = Duration.ofMinutes(1);

    private final String section;
    private final List<AppConfigurationEntry> entries;
    private final InstantSource clock;
    private final Object lock = new Object();
    private Optional<LoginContext> context = Optional.empty();
    private Instant lastRenewal = Instant.EPOCH;

    private Login(String section, List<AppConfigurationEntry> entries, InstantSource clock) {
        this.section = section;
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * Logs in by a section, if it is there.
     *
     * @throws IOException when there is a configuration that cannot be read, or the login fails; the message is meant for the operator
     */
    static Optional<Login> ifConfigured(String section) throws IOException {
        return ifConfigured(section, InstantSource.system());
    }

    /**
     * The same by another clock.
     *
     * @param clock what tickets' times are compared with
     */
    static Optional<Login> ifConfigured(String section, InstantSource clock) throws IOException {
        AppConfigurationEntry[] entries = entries(section);
        if (entries == null || entries.length == 0) {
            return Optional.empty();
        }
        Login login = new Login(section, List.of(entries), clock);
        if (!login.isDigest()) {
            try {
                login.logIn();
            } catch (LoginException e) {
                throw new IOException(
                        "cannot log in as the section " + section + " of the Java security configuration says: "
                                + e.getMessage(),
                        e);
            }
        }
        return Optional.of(login);
    }

    /** As {@link #ifConfigured}, for a section that must be there. */
    static Login require(String section) throws IOException {
        return ifConfigured(section)
                .orElseThrow(() -> new IOException("the Java security configuration ("
                        + System.getProperty(FILE_PROPERTY, FILE_PROPERTY + " is not set")
                        + ") has no section " + section));
    }

    private static AppConfigurationEntry[] entries(String section) throws IOException {
        try {
            return Configuration.getConfiguration().getAppConfigurationEntry(section);
        } catch (SecurityException e) {
            String file = System.getProperty(FILE_PROPERTY);
            if (file == null) {
                return new AppConfigurationEntry[0];
            }
            throw new IOException(
                    "system property " + FILE_PROPERTY + "=" + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whether names are proven by passwords, and not by Kerberos. */
    boolean isDigest() {
        return entries.stream().allMatch(entry -> entry.getLoginModuleName().equals(DIGEST_MODULE));
    }

    /** Users that may prove their names to this server, and their passwords. */
    Map<String, String> users() {
        Map<String, String> users = new HashMap<>();
        for (AppConfigurationEntry entry : entries) {
            entry.getOptions().forEach((key, value) -> {
                if (key.startsWith(USER)) {
                    users.put(key.substring(USER.length()), String.valueOf(value));
                }
            });
        }
        return users;
    }

    /** An option of the section, such as {@code username}. */
    String option(String name) throws SaslException {
        for (AppConfigurationEntry entry : entries) {
            Object value = entry.getOptions().get(name);
            if (value != null) {
                return value.toString();
            }
        }
        throw new SaslException("the section " + section + " has no " + name);
    }

    /** The Kerberos principal that this server is. */
    Principal principal() throws SaslException {
        return subject().getPrincipals().stream()
                .findFirst()
                .map(principal -> Principal.parse(principal.getName()))
                .orElseThrow(
                        () -> new SaslException("the login of the section " + section + " has given no principal"));
    }

    /** Does something as that principal. */
    <T> T as(PrivilegedExceptionAction<T> action) throws SaslException {
        try {
            return Subject.doAs(subject(), action);
        } catch (PrivilegedActionException e) {
            throw new SaslException(e.getException().getMessage(), e.getException());
        }
    }

    /**
     * As {@link #as}, with a ticket that will last: an old one is replaced before, by another login. Who is only proven to needs
     * none, since the keys do not end. The reference has a thread that renews tickets whether or not they are needed, and calls
     * {@code kinit -R} for those from a cache ({@code org.apache.zookeeper.Login}); here the cache is read again, so that it is for
     * its owner to renew it, unless the section says {@code renewTGT=true}.
     */
    <T> T asInitiator(PrivilegedExceptionAction<T> action) throws SaslException {
        synchronized (lock) {
            if (isOld(context.orElseThrow().getSubject())) {
                renew();
            }
        }
        return as(action);
    }

    private Subject subject() throws SaslException {
        synchronized (lock) {
            return context.orElseThrow(() -> new SaslException("a digest login is no principal"))
                    .getSubject();
        }
    }

    private void logIn() throws LoginException {
        LoginContext fresh = new LoginContext(section, callbacks -> {
            throw new UnsupportedCallbackException(callbacks[0], "nobody is there to be asked");
        });
        fresh.login();
        synchronized (lock) {
            context = Optional.of(fresh);
        }
        LOG.info(
                "logged-in section={} principals={}",
                section,
                fresh.getSubject().getPrincipals());
    }

    private void renew() {
        Instant now = clock.instant();
        if (lastRenewal.plus(RENEWAL_PAUSE).isAfter(now)) {
            return;
        }
        lastRenewal = now;
        try {
            logIn();
        } catch (LoginException e) {
            LOG.warn("ticket-not-renewed section={} reason=\"{}\"", section, e.getMessage());
        }
    }

    private boolean isOld(Subject subject) {
        for (KerberosTicket ticket : subject.getPrivateCredentials(KerberosTicket.class)) {
            if (ticket.getServer().getName().startsWith("krbtgt/")) {
                Instant start = ticket.getStartTime() == null
                        ? ticket.getAuthTime().toInstant()
                        : ticket.getStartTime().toInstant();
                long life =
                        Duration.between(start, ticket.getEndTime().toInstant()).toMillis();
                return clock.instant().isAfter(start.plusMillis((long) (life * FRESH)));
            }
        }
        return false;
    }
}
