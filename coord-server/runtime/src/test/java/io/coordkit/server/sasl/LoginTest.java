package io.coordkit.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a login is done again. The clock is the test's, and tickets come from a module of its own instead of a realm. */
class LoginTest {
    private static final String SECTION = "Renewing";
    private static final Duration LIFE = Duration.ofHours(10);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant now = START;
    private static boolean refusing;
    private static boolean withoutTicket;
    private static int logins;

    /** Logs anybody in, as a realm would. */
    public static final class TicketModule implements LoginModule {
        private Subject subject = new Subject();

        @Override
        public void initialize(
                Subject whose, CallbackHandler callbacks, Map<String, ?> sharedState, Map<String, ?> options) {
            subject = whose;
        }

        @Override
        public boolean login() throws LoginException {
            if (refusing) {
                throw new LoginException("the realm is not there");
            }
            logins++;
            return true;
        }

        @Override
        public boolean commit() {
            KerberosPrincipal self = new KerberosPrincipal("zookeeper/host@EXAMPLE.COM");
            KerberosPrincipal realm = new KerberosPrincipal("krbtgt/EXAMPLE.COM@EXAMPLE.COM");
            subject.getPrincipals().add(self);
            if (!withoutTicket) {
                Date begin = Date.from(now);
                Date end = Date.from(now.plus(LIFE));
                byte[] key = new byte[16];
                subject.getPrivateCredentials()
                        .add(new KerberosTicket(
                                new byte[1], self, realm, key, 17, new boolean[32], begin, begin, end, null, null));
            }
            return true;
        }

        @Override
        public boolean abort() {
            return true;
        }

        @Override
        public boolean logout() {
            return true;
        }
    }

    private static final class OneSection extends Configuration {
        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return new AppConfigurationEntry[] {
                new AppConfigurationEntry(TicketModule.class.getName(), LoginModuleControlFlag.REQUIRED, Map.of())
            };
        }
    }

    @BeforeEach
    void configure() {
        now = START;
        refusing = false;
        withoutTicket = false;
        logins = 0;
        Configuration.setConfiguration(new OneSection());
    }

    @AfterEach
    void forget() {
        Configuration.setConfiguration(null);
    }

    private static Login logIn() throws IOException {
        return Login.ifConfigured(SECTION, () -> now).orElseThrow();
    }

    /** The end of the ticket that something is done with. */
    @SuppressWarnings("removal") // What Java is to have instead came after 17.
    private static Instant endOfTicket(Login login) throws IOException {
        return login.asInitiator(() -> Subject.getSubject(java.security.AccessController.getContext())
                .getPrivateCredentials(KerberosTicket.class)
                .iterator()
                .next()
                .getEndTime()
                .toInstant());
    }

    @Test
    void aTicketIsRenewedBeforeItEnds() throws IOException {
        Login login = logIn();
        assertThat(endOfTicket(login)).isEqualTo(START.plus(LIFE));
        now = START.plus(Duration.ofHours(8));
        assertThat(endOfTicket(login)).isEqualTo(START.plus(LIFE));
        now = now.plusSeconds(1);
        assertThat(endOfTicket(login)).isEqualTo(now.plus(LIFE));
        assertThat(logins).isEqualTo(2);
    }

    @Test
    void aRenewalThatFailsIsTriedAgainAndTheTicketUsedMeanwhile() throws IOException {
        Login login = logIn();
        refusing = true;
        now = START.plus(Duration.ofHours(9));
        assertThat(endOfTicket(login)).isEqualTo(START.plus(LIFE));
        refusing = false;
        now = now.plusSeconds(59);
        assertThat(endOfTicket(login)).isEqualTo(START.plus(LIFE));
        now = now.plusSeconds(1);
        assertThat(endOfTicket(login)).isEqualTo(now.plus(LIFE));
    }

    @Test
    void aServerComesBackEvenWhenItsTicketHasEnded() throws IOException {
        Login login = logIn();
        refusing = true;
        now = START.plus(Duration.ofHours(11));
        assertThat(endOfTicket(login)).isEqualTo(START.plus(LIFE));
        refusing = false;
        now = now.plus(Duration.ofHours(1));
        assertThat(endOfTicket(login)).isEqualTo(now.plus(LIFE));
    }

    /** It has keys, which do not end. */
    @Test
    void whoIsOnlyProvenToNeedsNoTicket() throws IOException {
        withoutTicket = true;
        Login login = logIn();
        now = START.plus(Duration.ofDays(30));
        assertThat(login.principal().toString()).contains("zookeeper");
        assertThat(login.<Integer>as(() -> 7)).isEqualTo(7);
        assertThat(logins).isEqualTo(1);
    }

    @Test
    void aFirstLoginThatFailsRefusesTheStart() {
        refusing = true;
        assertThatThrownBy(LoginTest::logIn)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(SECTION)
                .hasMessageContaining("the realm is not there");
    }
}
