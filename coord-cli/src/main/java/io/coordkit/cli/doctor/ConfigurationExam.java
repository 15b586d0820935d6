package io.coordkit.cli.doctor;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.config.ZooCfg;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Is the file sound? That it can be read at all is known. */
final class ConfigurationExam {

    private static final int SYNC_MS_MIN = 1000;

    private final Findings findings = new Findings(Finding.Area.CONFIGURATION);
    private final ZooCfg file;

    ConfigurationExam(ZooCfg file) {
        this.file = file;
    }

    List<Finding> run() {
        ServerConfig config = file.config();
        findings.good(config.member()
                        .map(member -> "server " + config.serverId() + " of "
                                + member.membership().members().size())
                        .orElse("a standalone server")
                + ", data in " + config.storage().dataDirectory());
        file.unknown()
                .forEach(key -> findings.warning(
                        "nobody knows the key '" + key + "'", "look for a typing error; it has no effect as it is"));
        file.unsupported()
                .forEach((key, reason) ->
                        findings.warning("ZooKeeper's key '" + key + "' has no effect here: " + reason, "take it out"));
        file.remarks().forEach(remark -> findings.warning(remark, ""));
        if (config.storage().purge().interval().isZero()) {
            findings.note(
                    "old snapshots and logs are never deleted",
                    "set autopurge.purgeInterval=1, or run 'coord cleanup' now and then");
        }
        if (!config.storage().log().force()) {
            findings.warning(
                    "forceSync=no: writes are acknowledged before they are on the disk",
                    "take it out, unless acknowledged writes may be lost when a machine dies");
        }
        config.member().ifPresent(member -> examine(config, member));
        return findings.all();
    }

    private void examine(ServerConfig config, MemberConfig member) {
        voters(member.membership());
        long syncMs = config.tick().toMillis() * member.syncLimit();
        if (syncMs < SYNC_MS_MIN) {
            findings.warning(
                    "a server is given up after " + syncMs + " ms of silence (tickTime times syncLimit)",
                    "a pause of the machine can be longer; 5 to 20 s are usual");
        }
        addresses(member.membership());
    }

    private void voters(Membership membership) {
        int voters = membership.voters().size();
        int spare = (voters - 1) / 2;
        if (voters % 2 == 0) {
            findings.warning(
                    voters + " servers vote, and only " + spare + " of them may fail: no more than with "
                            + (voters - 1),
                    "add a voter, or make one an observer");
        } else if (voters > 1) {
            findings.good(voters + " servers vote, " + spare + " of them may fail");
        }
    }

    private void addresses(Membership membership) {
        List<String> loopback = new ArrayList<>();
        for (Member member : membership.members()) {
            for (Member.Address address : member.addresses()) {
                resolve("server." + member.id(), address.host(), loopback);
            }
        }
        if (!loopback.isEmpty() && loopback.size() < membership.members().size()) {
            findings.problem(
                    String.join(", ", loopback) + ": an address of the loopback interface, where others have none",
                    "other machines cannot reach it; write the address that they see");
        }
    }

    private void resolve(String name, String host, List<String> loopback) {
        try {
            if (InetAddress.getByName(host).isLoopbackAddress()) {
                loopback.add(name);
            }
        } catch (UnknownHostException unknown) {
            findings.problem(name + ": the host " + host + " is not known here", "correct it, or the name service");
        }
    }
}
