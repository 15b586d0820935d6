package io.coordkit.cli.doctor;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.txn.Zxid;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Do the servers of the ensemble answer, and do they agree? Asked through {@code srvr}, which servers allow by
 * default, and {@code conf}. */
final class EnsembleExam {

    private static final long LAG_MAX = 1000;
    private static final long CLOCK_MS_MAX = 2000;

    private final Findings findings = new Findings(Finding.Area.ENSEMBLE);
    private final MemberConfig member;
    private final int clientPort;
    private final Optional<Member> self;
    private final Map<Long, Patient> patients = new TreeMap<>();

    /** One server and what it says of itself. */
    private record Patient(Member member, String host, int port, FourLetters.Answer srvr) {
        String name() {
            return "server." + member.id() + " (" + host + ":" + port + ")";
        }

        String mode() {
            return srvr.after("Mode:").orElse("");
        }

        long zxid() {
            return srvr.after("Zxid:")
                    .map(text -> Long.parseUnsignedLong(text.replace("0x", ""), 16))
                    .orElse(0L);
        }
    }

    EnsembleExam(ServerConfig config, MemberConfig member) {
        this.member = member;
        this.self = member.membership().member(config.serverId());
        this.clientPort = config.clients().address().getPort();
    }

    List<Finding> run() {
        member.membership().members().forEach(this::visit);
        List<Patient> all = new ArrayList<>(patients.values());
        if (all.stream().noneMatch(patient -> patient.srvr.isServer())) {
            findings.note("no server of the ensemble answers", "nothing to be said of it until they run");
            return findings.all();
        }
        all.forEach(this::answer);
        List<Patient> speaking =
                all.stream().filter(patient -> patient.srvr.isText()).toList();
        if (!speaking.isEmpty()) {
            leaders(speaking);
            agreement(speaking);
            lists(speaking);
            clocks(speaking);
        }
        return findings.all();
    }

    private void visit(Member one) {
        String host = one.addresses().get(0).host();
        if (one.client().isEmpty() && isNeighbour(one)) {
            findings.note(
                    "server." + one.id() + " is on this machine, and its line does not say its client port: not asked",
                    "write it behind its line, as in host:2888:3888;2182");
            return;
        }
        int port = clientPort;
        if (!one.client().isEmpty()) {
            port = one.clientPort();
            String named = one.clientHost().replaceAll("[\\[\\]]", "");
            host = named.equals("0.0.0.0") || named.equals("::") ? host : named;
        }
        patients.put(one.id(), new Patient(one, host, port, FourLetters.ask(host, port, "srvr")));
    }

    /** Another server at this one's host: it cannot have this one's client port. */
    private boolean isNeighbour(Member one) {
        return self.isPresent()
                && self.get().id() != one.id()
                && self.get()
                        .addresses()
                        .get(0)
                        .host()
                        .equals(one.addresses().get(0).host());
    }

    /** Whether everybody has said what they are, or is not there. */
    private boolean isComplete() {
        return patients.size() == member.membership().members().size()
                && patients.values().stream()
                        .allMatch(patient ->
                                patient.srvr.isText() || patient.srvr.isWithoutQuorum() || !patient.srvr.isServer());
    }

    private void answer(Patient patient) {
        FourLetters.Answer answer = patient.srvr;
        if (answer.isText()) {
            findings.good(patient.name() + ": " + patient.mode() + ", zxid 0x" + Long.toHexString(patient.zxid()));
        } else if (answer.isWithoutQuorum()) {
            findings.problem(
                    patient.name() + " runs, but does not serve: it has found no quorum",
                    "start the others; if they run, look whether their quorum and election ports can be reached from there");
        } else if (answer.isServer()) {
            findings.warning(patient.name() + ": " + answer.problem(), "allow srvr to see more");
        } else {
            findings.problem(
                    patient.name() + " does not answer: " + answer.problem(), "start it, or look at the network");
        }
    }

    private void leaders(List<Patient> speaking) {
        List<String> leaders = speaking.stream()
                .filter(patient -> patient.mode().equals("leader"))
                .map(Patient::name)
                .toList();
        if (leaders.isEmpty() && isComplete()) {
            findings.problem("nobody who answers is the leader", "wait for the election, or look at the servers' logs");
        } else if (leaders.size() > 1) {
            findings.problem(
                    "several lead: " + String.join(", ", leaders),
                    "one of them is about to notice; if it stays so, they are of different ensembles");
        }
        speaking.stream()
                .filter(patient -> patient.mode().equals("standalone"))
                .forEach(patient -> findings.problem(
                        patient.name() + " is a standalone server and not a member",
                        "it was started with another configuration: give it the server.N lines"));
    }

    private void agreement(List<Patient> speaking) {
        long newest = speaking.stream().mapToLong(Patient::zxid).max().orElse(0);
        for (Patient patient : speaking) {
            if (Zxid.epoch(patient.zxid()) != Zxid.epoch(newest)) {
                findings.warning(
                        patient.name() + " is at epoch " + Zxid.epoch(patient.zxid()) + ", others at "
                                + Zxid.epoch(newest),
                        "normal until the first write of a new epoch; ask again later");
            } else if (newest - patient.zxid() > LAG_MAX) {
                findings.warning(
                        patient.name() + " is " + (newest - patient.zxid()) + " transactions behind",
                        "its disk or network is slower than the writes; ask again later");
            }
        }
    }

    /** Of the members among them: a standalone server has no list. */
    private void lists(List<Patient> speaking) {
        ServerLists lists = new ServerLists(findings, member.membership());
        speaking.stream()
                .filter(patient -> !patient.mode().equals("standalone"))
                .forEach(patient -> lists.add(patient.name(), FourLetters.ask(patient.host, patient.port, "conf")));
        lists.compare();
    }

    private void clocks(List<Patient> speaking) {
        for (Patient patient : speaking) {
            RemoteClock.offsetMs(patient.host)
                    .filter(offset -> Math.abs(offset) > CLOCK_MS_MAX)
                    .ifPresent(offset -> findings.warning(
                            patient.name() + ": its clock is " + Math.abs(offset) / 1000 + " s "
                                    + (offset > 0 ? "ahead of" : "behind") + " this machine's",
                            "run a time service; times of znodes jump when the leader changes"));
        }
    }
}
