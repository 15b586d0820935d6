package io.coordkit.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Expiry is never early and at most one tick late; passwords and ids are the reference's. */
class SessionTableTest {
    private static final int TICK_MS = 100;

    @Test
    void neverEarlyAndAtMostOneTickLate() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            long now = random.nextInt(5_000) - 2_500;
            SessionTable table = new SessionTable(TICK_MS);
            Map<Long, Long> quietSince = new HashMap<>();
            for (int i = 0; i < 2_000; i++) {
                long id = random.nextInt(8);
                Session session = table.get(id);
                if (session == null || random.nextInt(20) == 0) {
                    table.open(id, 50 + random.nextInt(900), now);
                    quietSince.put(id, now);
                } else if (!session.isClosing() && random.nextInt(3) == 0) {
                    table.touch(session, now);
                    quietSince.put(id, now);
                } else if (random.nextInt(50) == 0) {
                    table.remove(id);
                    quietSince.remove(id);
                }
                now += random.nextInt(30);
                // As a driver does: a tick when it is due, not later.
                long at = Math.min(now, Math.max(table.nextExpiryMs(), now - 30));
                expire(table, quietSince, at, seed);
                expire(table, quietSince, now, seed);
            }
        }
    }

    private static void expire(SessionTable table, Map<Long, Long> quietSince, long now, long seed) {
        table.expire(now, id -> {
            Session session = table.get(id);
            assertThat(session).isNotNull();
            assertThat(now - quietSince.get(id)).as("seed %d", seed).isGreaterThanOrEqualTo(session.timeoutMs());
            table.markClosing(session);
            table.remove(id);
            quietSince.remove(id);
        });
        quietSince.forEach((id, since) -> assertThat(now - since)
                .as("seed %d: session %d is still there", seed, id)
                .isLessThan(table.get(id).timeoutMs() + TICK_MS));
    }

    @Test
    void aShorterTimeoutTakesEffectAtOnce() {
        SessionTable table = new SessionTable(TICK_MS);
        table.open(1, 10_000, 0);
        table.open(1, 200, 0);
        assertThat(table.nextExpiryMs()).isEqualTo(300);
        Map<Long, Long> expired = new HashMap<>();
        table.expire(299, id -> expired.put(id, 299L));
        assertThat(expired).isEmpty();
        table.expire(300, id -> expired.put(id, 300L));
        assertThat(expired).containsOnlyKeys(1L);
    }

    @Test
    void passwordsAreTheReferences() {
        assertThat(SessionPassword.of(0x0100002c846d0000L))
                .isEqualTo(HexFormat.of().parseHex("091153fd62888dcc8fe9239f7b3497ed"));
        Random ids = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            long id = ids.nextLong();
            byte[] expected = new byte[16];
            new Random(id ^ 0xB3415C00L).nextBytes(expected);
            assertThat(SessionPassword.of(id)).isEqualTo(expected);
            assertThat(SessionPassword.matches(id, expected)).isTrue();
            expected[i % 16]++;
            assertThat(SessionPassword.matches(id, expected)).isFalse();
        }
        assertThat(SessionPassword.matches(0, SessionPassword.of(0))).isFalse();
        assertThat(SessionPassword.matches(5, new byte[0])).isFalse();
    }

    @Test
    void idsCarryTheServerInTheHighByte() {
        long id = SessionPolicy.firstId(3, 1_700_000_000_000L);
        assertThat(id >>> 56).isEqualTo(3);
        assertThat(SessionPolicy.firstId(3, 1_700_000_000_001L) - id).isEqualTo(1 << 16);
        assertThat(SessionPolicy.firstId(0x80, 0)).isNotEqualTo(Long.MIN_VALUE);
    }
}
