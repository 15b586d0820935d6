package io.coordkit.it.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories that a correct ensemble can have, and for each rule one that breaks it. */
class VerdictTest {

    private static final int SESSION_MOVED = -118;

    private final Story story = new Story();

    private void isGood() {
        assertThat(story.verdict()).isEmpty();
    }

    private void isBad(String... complaint) {
        assertThat(story.verdict()).isNotEmpty().anySatisfy(line -> assertThat(line)
                .contains(complaint));
    }

    private Story.Client a() {
        return story.client("a");
    }

    private Story.Client b() {
        return story.client("b");
    }

    @Test
    void writesAndReadsOneAfterTheOther() {
        a().create("/x", "a1", 1).set("/x", "a2", 2, 1);
        b().at(10).read("/x", 2, "a2", 1, 1, 2).set("/x", "b1", 3, 2);
        a().at(20).sync(3).read("/x", 3, "b1", 2, 1, 3).delete("/x", 4).readNothing("/x", 4);
        b().at(40).create("/x", "b2", 5).read("/x", 5, "b2", 0, 5, 5);
        isGood();
    }

    @Test
    void anOldStateMayBeReadWithoutSync() {
        a().create("/x", "a1", 1).set("/x", "a2", 2, 1);
        b().at(10).read("/x", 1, "a1", 0, 1, 1).read("/x", 2, "a2", 1, 1, 2);
        isGood();
    }

    @Test
    void butNotAfterSync() {
        a().create("/x", "a1", 1).set("/x", "a2", 2, 1);
        b().at(10).sync(1).read("/x", 1, "a1", 0, 1, 1);
        isBad("sync that covers 0x2");
    }

    @Test
    void anAcknowledgedWriteThatALaterReadDoesNotShow() {
        a().create("/x", "a1", 1).set("/x", "a2", 2, 1);
        b().at(10).read("/x", 3, "a1", 0, 1, 1);
        isBad("b saw 'a1'", "before was SET at 0x2");
    }

    @Test
    void anAcknowledgedWriteThatIsOverwrittenAsIfItHadNotBeen() {
        a().create("/x", "a1", 1).set("/x", "a2", 2, 1);
        b().at(10).set("/x", "b1", 3, 1);
        isBad("goes back to version 1");
    }

    @Test
    void anAcknowledgedZnodeThatIsGone() {
        a().create("/x", "a1", 1);
        b().at(10).readNothing("/x", 2);
        isBad("/x is gone, as b saw at 0x2");
    }

    @Test
    void anAcknowledgedDeleteThatIsUndone() {
        a().create("/x", "a1", 1).delete("/x", 2);
        b().at(10).read("/x", 3, "a1", 0, 1, 1);
        isBad("/x is there, as b saw at 0x3");
    }

    @Test
    void aZnodeThatIsCreatedTwice() {
        a().create("/x", "a1", 1);
        b().at(10).create("/x", "b1", 2);
        isBad("/x is created at 0x2", "no lost DELETE");
    }

    @Test
    void aVersionThatNobodyWrote() {
        a().create("/x", "a1", 1).set("/x", "a2", 2, 2);
        isBad("jumps over version 1");
    }

    @Test
    void dataThatNobodyWrote() {
        a().create("/x", "a1", 1).read("/x", 1, "?", 0, 1, 1);
        isBad("which nobody wrote");
    }

    @Test
    void dataAtAnotherZxidThanAcknowledged() {
        a().create("/x", "a1", 1);
        b().at(10).read("/x", 5, "a1", 0, 4, 4);
        isBad("written by a at 0x1");
    }

    @Test
    void zxidsAgainstTheClock() {
        a().create("/x", "a1", 7);
        b().at(10).create("/y", "b1", 6);
        isBad("got 0x6, but 0x7 had been acknowledged");
    }

    @Test
    void writesAtTheSameTimeInAnyOrder() {
        a().at(1).create("/x", "a1", 7);
        b().at(1).create("/y", "b1", 6);
        isGood();
    }

    @Test
    void oneZxidForTwoWrites() {
        a().at(1).create("/x", "a1", 7);
        b().at(1).create("/y", "b1", 7);
        isBad("0x7 was given to");
    }

    @Test
    void aLostWriteMayHappenOrNot() {
        a().create("/x", "a1", 1).loseSet("/x", "a2").loseSet("/x", "a3").loseSet("/x", "a4");
        b().at(20).read("/x", 2, "a2", 1, 1, 2).set("/x", "b1", 4, 3).read("/x", 5, "b1", 3, 1, 4);
        isGood();
    }

    @Test
    void aLostWriteThatHappensTwice() {
        a().create("/x", "a1", 1).loseSet("/x", "a2");
        b().at(20).read("/x", 2, "a2", 1, 1, 2).read("/x", 3, "a2", 2, 1, 3);
        isBad("twice or elsewhere");
    }

    @Test
    void aLostWriteThatNobodySawExplainsOneVersionOnly() {
        a().create("/x", "a1", 1).loseSet("/x", "a2");
        b().at(20).set("/x", "b1", 4, 3);
        isBad("jumps over version 2");
    }

    @Test
    void aLostWriteThatHappensBeforeItWasSent() {
        a().create("/x", "a1", 1);
        b().at(10).create("/y", "b1", 5);
        a().at(20).loseSet("/x", "a2");
        b().at(30).read("/x", 6, "a2", 1, 1, 3);
        isBad("0x5 had been acknowledged before that was sent");
    }

    @Test
    void aLostCreateAndALostDeleteExplainThemselves() {
        a().lost(new Call.Create("/x", "a1", false, false));
        b().at(10).answered(new Call.Create("/x", "b1", false, false), new Answer.Refused(2, Answer.NODE_EXISTS));
        a().at(20).lost(new Call.Delete("/x"));
        b().at(30).readNothing("/x", 4);
        isGood();
    }

    @Test
    void aRefusalIsASightToo() {
        a().create("/x", "a1", 1).set("/x", "a2", 2, 1);
        b().at(10).answered(new Call.SetData("/x", "b1", 1), new Answer.Refused(3, Answer.BAD_VERSION));
        isBad("is said not to have version 1");
    }

    @Test
    void existsThatIsRefusedAgainstTheFacts() {
        a().create("/x", "a1", 1).delete("/x", 2);
        b().at(10).answered(new Call.Create("/x", "b1", false, false), new Answer.Refused(3, Answer.NODE_EXISTS));
        isBad("/x is there, as b saw at 0x3");
    }

    @Test
    void aChildThatAListingLeavesOut() {
        a().create("/d", "a1", 1).create("/d/x", "a2", 2).create("/d/y", "a3", 3);
        b().at(20).answered(new Call.Children("/d", false), new Answer.Listed(3, List.of("x")));
        isBad("/d/y is gone");
    }

    @Test
    void aChildThatNobodyCreated() {
        a().create("/d", "a1", 1);
        b().at(20).answered(new Call.Children("/d", false), new Answer.Listed(3, List.of("x")));
        isBad("/d/x is there");
    }

    private static Call.Multi both(String data) {
        return new Call.Multi(List.of(new Call.SetData("/x", data, -1), new Call.SetData("/y", data, -1)));
    }

    @Test
    void aMultiIsWholeAlsoWhenItsAnswerIsLost() {
        a().create("/x", "a1", 1).create("/y", "a2", 2);
        a().answered(both("a3"), new Answer.AllDone(3, List.of(new Answer.Changed(3, 1), new Answer.Changed(3, 1))))
                .lost(both("a4"));
        b().at(20).read("/x", 4, "a4", 2, 1, 4).read("/y", 4, "a4", 2, 2, 4);
        isGood();
    }

    @Test
    void lostMultisOfWhichOneOverwritesTheOther() {
        a().create("/x", "a1", 1).create("/y", "a2", 2).lost(both("a3"));
        b().at(20).lost(both("b1")).read("/x", 4, "b1", 2, 1, 4).read("/y", 4, "b1", 2, 2, 4);
        isGood();
    }

    @Test
    void aLostMultiThatJumpsOverAVersion() {
        a().create("/x", "a1", 1).create("/y", "a2", 2);
        b().at(20).lost(both("b1")).read("/x", 4, "b1", 1, 1, 4).read("/y", 4, "b1", 2, 2, 4);
        isBad("/y jumps over version 1");
    }

    @Test
    void halfAMultiThatWasAcknowledged() {
        a().create("/x", "a1", 1).create("/y", "a2", 2);
        a().answered(both("a3"), new Answer.AllDone(3, List.of(new Answer.Changed(3, 1), new Answer.Changed(3, 1))));
        b().at(20).read("/x", 3, "a3", 1, 1, 3).read("/y", 3, "a2", 0, 2, 2);
        isBad("b saw 'a2'");
    }

    @Test
    void halfAMultiWhoseAnswerWasLost() {
        a().create("/x", "a1", 1).create("/y", "a2", 2).lost(both("a3"));
        b().at(20).read("/x", 3, "a3", 1, 1, 3).read("/y", 3, "a2", 0, 2, 2);
        isBad("b saw 'a2'");
    }

    @Test
    void aSessionThatGoesBackInTime() {
        a().create("/x", "a1", 1).set("/x", "a2", 2, 1);
        b().at(10).read("/x", 2, "a2", 1, 1, 2).reconnected().read("/x", 1, "a1", 0, 1, 1);
        isBad("was answered as of 0x1 after 0x2");
    }

    @Test
    void sequentialNumbersGrow() {
        a().create("/q", "a1", 1).createSequential("/q/s-", "a2", 2, "/q/s-0000000000");
        b().at(10).createSequential("/q/s-", "b1", 3, "/q/s-0000000001");
        isGood();
        b().createSequential("/q/s-", "b2", 4, "/q/s-0000000000");
        isBad("/q/s-0000000000 was created after /q/s-0000000001");
    }

    @Test
    void aSequentialZnodeThatIsLostOrDoubled() {
        a().create("/q", "a1", 1).createSequential("/q/s-", "a2", 2, "/q/s-0000000000");
        a().lost(new Call.Create("/q/s-", "a3", false, true));
        b().at(20).read("/q/s-0000000001", 4, "a3", 0, 3, 3).read("/q/s-0000000002", 4, "a3", 0, 4, 4);
        isBad("twice or elsewhere");
        b().answered(new Call.Children("/q", false), new Answer.Listed(4, List.of("s-0000000001")));
        isBad("/q/s-0000000000 is gone");
    }

    @Test
    void ephemeralsEndWithTheirSessionAndNotBefore() {
        a().createEphemeral("/e", "a1", 1).close(2);
        b().at(10).readNothing("/e", 2);
        isGood();
    }

    @Test
    void anEphemeralThatOutlivesItsSession() {
        a().createEphemeral("/e", "a1", 1).close(2);
        b().at(10).see("/e", 3, new Answer.Znode(1, 1, 0, a().id(), "a1"), false);
        isBad("was closed at 0x2, but b saw 'a1'");
    }

    @Test
    void anEphemeralThatDiesBeforeItsSession() {
        a().createEphemeral("/e", "a1", 1);
        b().at(100).readNothing("/e", 2);
        isBad("was alive 100 ms before, but b saw nothing");
    }

    @Test
    void anEphemeralThatDiesWhenItsSessionMayHaveExpired() {
        a().createEphemeral("/e", "a1", 1);
        b().at(2 * Story.TIMEOUT_MS).readNothing("/e", 3);
        isGood();
        a().at(3 * Story.TIMEOUT_MS).readNothing("/f", 4);
        isBad("was alive");
    }

    @Test
    void ephemeralsOfOneSessionThatDieOneByOne() {
        a().createEphemeral("/e", "a1", 1).createEphemeral("/f", "a2", 2);
        b().at(5_000).readNothing("/e", 3).see("/f", 3, new Answer.Znode(2, 2, 0, a().id(), "a2"), false);
        isBad("did not end at once");
    }

    @Test
    void anEphemeralOfSomebodyElse() {
        a().createEphemeral("/e", "a1", 1);
        b().at(10).see("/e", 3, new Answer.Znode(1, 1, 0, 77, "a1"), false);
        isBad("belongs to 0x4d");
    }

    @Test
    void aSessionThatIsExpiredTooEarly() {
        a().create("/x", "a1", 1).at(Story.TIMEOUT_MS).expired();
        isBad("was expired too early, 999 ms");
    }

    @Test
    void aWatchFiresBeforeAnythingLater() {
        a().create("/x", "a1", 1);
        b().at(10).watch("/x", 1, "a1", 0, 1, 1);
        a().at(20).set("/x", "a2", 2, 1);
        b().at(30).fired(3, "/x").read("/x", 2, "a2", 1, 1, 2);
        isGood();
    }

    @Test
    void aWatchThatFiresTooLate() {
        a().create("/x", "a1", 1);
        b().at(10).watch("/x", 1, "a1", 0, 1, 1);
        a().at(20).set("/x", "a2", 2, 1);
        b().at(30).read("/x", 2, "a2", 1, 1, 2).fired(3, "/x");
        isBad("heard of 0x2 before the change at 0x2");
    }

    @Test
    void aWatchThatIsLostOverAReconnection() {
        a().create("/x", "a1", 1);
        b().at(10).watch("/x", 1, "a1", 0, 1, 1).reconnected();
        a().at(20).set("/x", "a2", 2, 1);
        b().at(30).answered(new Call.SetWatches(), new Answer.Done(2));
        isBad("before the change at 0x2");
    }

    @Test
    void aWatchThatFiresTwiceOrForNothing() {
        a().create("/x", "a1", 1);
        b().at(10).watch("/x", 1, "a1", 0, 1, 1).fired(3, "/x");
        isBad("nothing changed after 0x1");
        b().fired(3, "/x");
        isBad("without a watch, or twice");
    }

    @Test
    void whatComesAndGoesWithoutAConnectionNeedNotBeTold() {
        b().watchNothing("/x", 1);
        a().at(10).create("/x", "a1", 2).delete("/x", 3);
        b().at(20).reconnected().answered(new Call.SetWatches(), new Answer.Done(3));
        isGood();
        a().at(30).create("/x", "a2", 4);
        b().at(40).sync(4);
        isBad("before the change at 0x4");
    }

    @Test
    void whatComesAndGoesByALostDeleteNeedNotBeTold() {
        b().watchNothing("/x", 1);
        a().at(10).create("/x", "a1", 2).lost(new Call.Delete("/x"));
        b().at(20).reconnected().answered(new Call.SetWatches(), new Answer.Done(3));
        isGood();
        a().at(30).create("/x", "a2", 4).read("/x", 4, "a2", 0, 4, 4);
        isGood();
        b().at(40).sync(4);
        isBad("before the change at 0x4");
    }

    @Test
    void aLostDeleteThatHappenedTooLateOrNotIsNoExcuse() {
        b().watchNothing("/x", 1);
        a().at(10).create("/x", "a1", 2).lost(new Call.Delete("/x"));
        b().at(20).reconnected().answered(new Call.SetWatches(), new Answer.Done(3));
        a().at(30).read("/x", 3, "a1", 0, 2, 2);
        isBad("before the change at 0x2");
    }

    @Test
    void aDeleteThatIsLostAfterTheReconnectionIsNoExcuse() {
        b().watchNothing("/x", 1);
        a().at(10).create("/x", "a1", 2).create("/y", "a2", 4);
        b().at(20).reconnected().answered(new Call.SetWatches(), new Answer.Done(3));
        a().at(30).lost(new Call.Delete("/x"));
        isBad("before the change at 0x2");
    }

    @Test
    void aLostDeleteIsNoExcuseForAConnectionThatWasThere() {
        b().watchNothing("/x", 1);
        a().at(10).create("/x", "a1", 2).lost(new Call.Delete("/x"));
        b().at(20).sync(3);
        isBad("before the change at 0x2");
    }

    @Test
    void whoIsRefusedForAnotherReasonHasNoWatch() {
        b().answered(new Call.Exists("/x"), new Answer.Refused(1, SESSION_MOVED));
        a().at(10).create("/x", "a1", 2);
        b().at(20).sync(2);
        isGood();
        b().fired(1, "/x");
        isBad("without a watch, or twice");
    }

    @Test
    void aWatchOnChildren() {
        a().create("/d", "a1", 1);
        b().at(10).answered(new Call.Children("/d", true), new Answer.Listed(1, List.of()));
        a().at(20).create("/d/x", "a2", 2);
        b().at(30).fired(4, "/d").sync(2);
        isGood();
        b().answered(new Call.Children("/d", true), new Answer.Listed(2, List.of("x")));
        a().at(40).delete("/d/x", 3);
        b().at(50).sync(3);
        isBad("before the change at 0x3");
    }
}
