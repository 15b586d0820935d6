package io.coordkit.it.disk;

import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded writes of every kind, refused ones included, so that the log has one of everything. */
final class Filler {

    private static final List<List<Acl>> ACLS = List.of(
            List.of(Acl.OPEN),
            List.of(new Acl(31, "world", "anyone"), new Acl(3, "ip", "127.0.0.1")),
            List.of(new Acl(17, "world", "anyone"), new Acl(31, "digest", "u:aaaaaaaaaaaaaaaaaaaaaaaaaaa=")),
            List.of(new Acl(29, "world", "anyone")));

    private final RawSession session;
    private final Random random;

    Filler(RawSession session, long seed) {
        this.session = session;
        this.random = new Random(seed);
    }

    void write(int operations) throws IOException {
        for (int i = 0; i < operations; i++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> session.call(Op.CREATE2, create(random.nextInt(4)));
                case 4 -> session.call(Op.CREATE_CONTAINER, create(4));
                case 5 -> session.call(Op.CREATE_TTL, create(5).putLong(3_600_000 + random.nextInt(1000)));
                case 6 -> session.call(Op.SET_DATA, Requests.setData(path(), data(), random.nextInt(3) - 1));
                case 7 -> session.call(Op.DELETE, Requests.path(path(), -1));
                case 8 -> session.call(Op.SET_ACL, Requests.setAcl(path(), acl(), -1));
                default -> session.call(Op.MULTI, multi());
            }
        }
    }

    private JuteOut multi() {
        JuteOut body = new JuteOut();
        header(body, Op.CREATE).putAll(create(2));
        header(body, Op.SET_DATA).putAll(Requests.setData("/", data(), -1));
        header(body, Op.CHECK).putAll(Requests.path(path(), -1));
        return body.putInt(-1).putBoolean(true).putInt(-1);
    }

    private static JuteOut header(JuteOut body, int type) {
        return body.putInt(type).putBoolean(false).putInt(-1);
    }

    private JuteOut create(int flags) {
        return Requests.create(path(), data(), acl(), flags);
    }

    private List<Acl> acl() {
        return ACLS.get(random.nextInt(ACLS.size()));
    }

    private String path() {
        String path = "/n" + random.nextInt(8);
        return random.nextBoolean() ? path : path + "/ü" + random.nextInt(5);
    }

    private @Nullable String data() {
        return random.nextInt(4) == 0 ? null : "x".repeat(random.nextInt(3) * random.nextInt(50));
    }
}
