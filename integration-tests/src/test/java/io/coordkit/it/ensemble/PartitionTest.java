package io.coordkit.it.ensemble;

import io.coordkit.it.net.PeerNetwork;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that fall apart under load: who has a majority goes on, and who has none serves nobody. */
@Timeout(300)
class PartitionTest {

    static List<Mix> three() {
        return Mixes.of(List.of("CCC"), List.of("AAA", "AAC", "CCA"));
    }

    static List<Mix> threeWithPatience() {
        return Mixes.of(List.of(), List.of("CCC", "AAA"));
    }

    static List<Mix> five() {
        return Mixes.of(List.of("CCCCC"), List.of("AAAAA", "ACACA"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("three")
    void oneOfThreeIsCutOffInOneDirectionOrBoth(Mix mix) throws IOException {
        try (Trial trial = Trial.start("partition", mix, Networks.toBeCut(mix))) {
            EnsembleProcesses ensemble = trial.ensemble();
            PeerNetwork network = ensemble.network();

            int leader = ensemble.leader().id();
            network.isolate(leader);
            awaitAbsence(trial, leader);
            heal(trial);

            int follower = aFollower(ensemble);
            network.isolate(follower);
            awaitAbsence(trial, follower);
            heal(trial);

            follower = aFollower(ensemble);
            mute(network, follower);
            awaitAbsence(trial, follower);
            heal(trial);

            follower = aFollower(ensemble);
            deafen(network, follower);
            awaitAbsence(trial, follower);
            heal(trial);

            leader = ensemble.leader().id();
            mute(network, leader);
            awaitAbsence(trial, leader);
            heal(trial);

            trial.verify();
        }
    }

    /** The others hear of its candidature and follow it in vain for as long as initLimit allows; so does it, when healed. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("threeWithPatience")
    void aLeaderThatHearsNobodyIsDeposed(Mix mix) throws IOException {
        try (Trial trial = Trial.start("deaf", mix, Networks.toBeCut(mix))) {
            int leader = trial.ensemble().leader().id();
            deafen(trial.ensemble().network(), leader);
            awaitAbsence(trial, leader);
            heal(trial);
            trial.verify();
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("five")
    void fiveFallApartIntoTwoAndThreeAndIntoPieces(Mix mix) throws IOException {
        try (Trial trial = Trial.start("partition", mix, Networks.toBeCut(mix))) {
            EnsembleProcesses ensemble = trial.ensemble();
            PeerNetwork network = ensemble.network();

            Member leader = ensemble.leader();
            Set<Integer> minority = Set.of(leader.id(), aFollower(ensemble));
            network.split(minority);
            awaitSilence(ensemble, minority);
            trial.awaitProgress();
            heal(trial);

            network.split(Set.of(1, 2));
            network.isolate(3);
            awaitSilence(ensemble, Set.of(1, 2, 3, 4, 5));
            heal(trial);

            leader = ensemble.leader();
            List<Member> dead = List.of(leader, ensemble.othersThan(leader).get(0));
            dead.forEach(Member::kill);
            trial.awaitProgress();
            for (Member member : dead) {
                member.start();
            }
            ensemble.awaitServing(ensemble.members());

            trial.verify();
        }
    }

    /** Nobody hears it; it hears the others. */
    private static void mute(PeerNetwork network, int member) throws IOException {
        for (int other = 1; other <= network.size(); other++) {
            if (other != member) {
                network.cut(member, other);
            }
        }
    }

    /** It hears nobody; the others hear it. */
    private static void deafen(PeerNetwork network, int member) throws IOException {
        for (int other = 1; other <= network.size(); other++) {
            if (other != member) {
                network.cut(other, member);
            }
        }
    }

    private static int aFollower(EnsembleProcesses ensemble) throws IOException {
        return ensemble.othersThan(ensemble.leader()).get(0).id();
    }

    /** The others get on with it, which they cannot under a leader from whom they are cut off, and it serves nobody any more. */
    private static void awaitAbsence(Trial trial, int member) throws IOException {
        trial.awaitProgress();
        awaitSilence(trial.ensemble(), Set.of(member));
    }

    private static void awaitSilence(EnsembleProcesses ensemble, Set<Integer> members) throws IOException {
        List<Member> silent = members.stream().map(ensemble::member).toList();
        ensemble.await(silent + " still serve", () -> silent.stream().noneMatch(Member::isServing));
    }

    private static void heal(Trial trial) throws IOException {
        trial.ensemble().network().healAll();
        trial.ensemble().awaitServing(trial.ensemble().members());
        trial.awaitProgress();
    }
}
