package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AclTest {

    private static final Acl CREATOR = new Acl(31, "auth", "");

    private static Acl digest(int perms, String user) {
        return new Acl(perms, "digest", user + ":" + Side.digest(user + ":p"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 8, 16, 30, 29, 27, 23, 15})
    void eachPermissionAllowsItsOperations(int perms) throws IOException {
        same("acl-matrix-" + perms, s -> {
            var a = s.connect("a").auth("digest", "owner:p");
            a.create("~/n", "data", 0, digest(perms, "guest"), digest(31, "owner"))
                    .create("~/n/c", "", 0);
            var guest = s.connect("guest").auth("digest", "guest:p");
            for (Actor actor : List.of(guest, s.connect("stranger"))) {
                actor.get("~/n", false)
                        .exists("~/n", false)
                        .children("~/n", false)
                        .children2("~/n", false)
                        .getAcl("~/n");
                actor.allChildrenNumber("~/n")
                        .set("~/n", "new", -1)
                        .create("~/n/x", "", 0)
                        .delete("~/n/c", -1);
                actor.multi(Part.check("~/n", -1)).setAcl("~/n", -1, digest(perms, "guest"), digest(31, "owner"));
            }
            a.children2("~/n", false).getAcl("~/n");
        });
    }

    @Test
    void authIsReplacedByWhoeverAsks() throws IOException {
        same("acl-auth", s -> {
            var a = s.connect("a");
            a.create("~/x", "", 0, CREATOR)
                    .whoAmI()
                    .auth("digest", "u:p")
                    .auth("digest", "u:p")
                    .whoAmI();
            a.create("~/x", "", 0, CREATOR)
                    .getAcl("~/x")
                    .create("~/y", "", 0, CREATOR, digest(1, "v"), CREATOR)
                    .getAcl("~/y");
            a.create("~/z", "", 0, new Acl(3, "auth", "ignored")).getAcl("~/z").setAcl("~/z", -1, CREATOR);
            s.connect("b")
                    .get("~/x", false)
                    .getAcl("~/x")
                    .setAcl("~/x", -1, Acl.OPEN)
                    .create("~/b", "", 0, CREATOR);
        });
    }

    @Test
    void idsThatAreNoIds() throws IOException {
        same("acl-ids", s -> {
            var a = s.connect("a");
            for (String id : List.of("", "u", "u:", ":h", "u:h", "u:h:x", "::", "u:h:", "u:h::", ":::h")) {
                a.create("~/digest-" + id, "", 0, new Acl(31, "digest", id));
            }
            for (String id : List.of(
                    "",
                    "127.0.0.1",
                    "127.0.0.1/32",
                    "127.0.0.1/33",
                    "127.0.0.0/8",
                    "127.0.0.1/0",
                    "10.0.0.0/8",
                    "1.2.3",
                    "1.2.3.4.5",
                    "256.1.1.1",
                    "::1",
                    "::1/128",
                    "::1/129",
                    "host",
                    "127.0.0.1/",
                    "127.0.0.1/x",
                    "127.0.0.1/-1",
                    "127.0.0.1/+8",
                    "127.0.0.1/8/9",
                    "+127.0.0.1",
                    "0127.0.0.1",
                    "127.0.0.1 ",
                    "0.0.0.0/0",
                    "::ffff:127.0.0.1",
                    "::ffff:7f00:1",
                    "fe80::1%eth0",
                    "1:2:3:4:5:6:7::",
                    "1:2:3:4:5:6:7:8::",
                    "::/0")) {
                String node = "~/ip-" + id.replace('/', '_');
                a.create(node, "", 0, new Acl(31, "ip", id)).get(node, false);
            }
            for (String scheme : List.of("super", "world", "auth", "x509", "sasl", "host", "", "IP")) {
                a.create("~/scheme-" + scheme, "", 0, new Acl(31, scheme, "anything"));
            }
            a.setAcl("~/none", -1, new Acl(31, "super", "x")).children("~", false);
        });
    }

    @Test
    void getAclHidesTheSecretFromThoseWhoMayNotChangeIt() throws IOException {
        same("acl-mask", s -> {
            var a = s.connect("a").auth("digest", "u:p");
            a.create("~/x", "", 0, digest(31, "u"), new Acl(1, "world", "anyone"), new Acl(1, "ip", "127.0.0.1"))
                    .getAcl("~/x");
            a.create("~/z", "", 0, new Acl(15, "digest", "u:h:"), new Acl(1, "world", "anyone"))
                    .getAcl("~/z");
            a.create("~/y", "", 0, digest(16, "u"), digest(1, "v"))
                    .getAcl("~/y")
                    .get("~/y", false);
            s.connect("b")
                    .getAcl("~/x")
                    .getAcl("~/y")
                    .auth("digest", "v:p")
                    .getAcl("~/y")
                    .getAcl("~/x");
        });
    }

    @Test
    void superMayEverything() throws IOException {
        same("acl-super", s -> {
            var a = s.connect("a").auth("digest", "u:p");
            a.create("~/x", "", 0, digest(31, "nobody")).get("~/x", false);
            var root = s.connect("root").auth("digest", Side.SUPER).whoAmI();
            root.get("~/x", false)
                    .set("~/x", "", 0)
                    .create("~/x/y", "", 0, CREATOR)
                    .getAcl("~/x/y")
                    .setAcl("~/x", 0, Acl.OPEN);
            a.get("~/x", false);
            s.connect("wrong").auth("digest", "super:guess").whoAmI().get("~/x/y", false);
        });
    }

    @Test
    void authenticationThatFailsEndsTheConnection() throws IOException {
        same("auth-fails", s -> {
            s.connect("a").auth("nonsense", "x").get("~", false);
            s.connect("b").auth("world", "anyone").get("~", false);
            s.connect("c").auth("super", "x").get("~", false);
            s.connect("d").auth("auth", "x").get("~", false);
            s.connect("e").auth("", "").get("~", false);
            s.connect("f")
                    .auth("digest", "")
                    .whoAmI()
                    .auth("digest", "nocolon")
                    .whoAmI()
                    .auth("digest", ":")
                    .whoAmI();
            s.connect("g").auth("ip", "1.2.3.4").whoAmI().auth("ip", "").whoAmI();
            s.connect("h")
                    .call(
                            -4,
                            "auth null",
                            Op.AUTH,
                            new JuteOut().putInt(0).putString("digest").putBuffer(null))
                    .whoAmI();
            s.connect("i")
                    .call(
                            -4,
                            "auth of type 7",
                            Op.AUTH,
                            new JuteOut().putInt(7).putString("digest").putBuffer(new byte[] {65, 58, 66}))
                    .whoAmI();
        });
    }

    /** Whose bytes are no proof is not told so; who has none to show, as the scheme sees it. */
    @Test
    void proofsThatDoNotParse() throws IOException {
        same("auth-malformed", s -> {
            int number = 0;
            for (JuteOut body : List.of(
                    new JuteOut(),
                    new JuteOut().putInt(0).putString("digest"),
                    new JuteOut().putInt(0).putString("digest").putInt(100),
                    new JuteOut().putInt(0).putString("digest").putInt(-100),
                    new JuteOut().putInt(0).putString(null).putBuffer(new byte[1]),
                    new JuteOut().putInt(0).putString("ip").putBuffer(null),
                    new JuteOut().putInt(0).putString("x509").putBuffer(null),
                    new JuteOut().putInt(0).putString("ensemble").putBuffer(new byte[1]),
                    Requests.auth("digest", new byte[] {65, 58, 66}).putLong(7))) {
                s.connect("a" + number)
                        .call(-4, "auth " + number++, Op.AUTH, body)
                        .whoAmI();
            }
            for (JuteOut body : List.of(
                    new JuteOut(),
                    new JuteOut().putInt(99),
                    new JuteOut().putBuffer(null),
                    new JuteOut().putBuffer(new byte[0]),
                    new JuteOut().putBuffer(new byte[9]))) {
                s.connect("s" + number).call("sasl " + number++, Op.SASL, body).whoAmI();
            }
        });
    }

    @Test
    void anAuthPacketMayComeUnderAnyNumber() throws IOException {
        same("auth-xid", s -> {
            var a = s.connect("a");
            a.call("auth with an ordinary xid", Op.AUTH, Requests.auth("digest", new byte[] {65, 58, 66}))
                    .whoAmI();
            a.create("~/x", "", 0, CREATOR).getAcl("~/x");
        });
    }
}
