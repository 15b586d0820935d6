package io.coordkit.it.load;

import io.coordkit.it.history.Answer;
import io.coordkit.it.history.Call;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads everything that the load may have written, for the record. */
final class Auditor {

    private static final int SESSION_MS = 30_000;
    private static final int BREATH = 100;

    private final RecordedSession session;

    /** On a server that serves. */
    Auditor(InetSocketAddress server) {
        session = RecordedSession.open("auditor", server, SESSION_MS)
                .orElseThrow(() -> new AssertionError(server + " gives no session"));
    }

    RecordedSession session() {
        return session;
    }

    /** The ephemerals that are there now. */
    List<String> ephemerals() {
        return children(Places.EPHEMERALS);
    }

    /** Every place is listed and read, after a sync. */
    void readAll() {
        callAll(List.of(new Call.Sync()));
        var reads = new ArrayList<Call>();
        for (String parent : Places.parents()) {
            reads.add(new Call.Read(parent, false));
            children(parent).forEach(path -> reads.add(new Call.Read(path, false)));
        }
        for (int from = 0; from < reads.size(); from += BREATH) {
            callAll(reads.subList(from, Math.min(reads.size(), from + BREATH)));
        }
    }

    private List<String> children(String parent) {
        Answer answer = callAll(List.of(new Call.Children(parent, false))).get(0);
        if (answer instanceof Answer.Listed listed) {
            return listed.names().stream().map(name -> parent + "/" + name).toList();
        }
        throw new AssertionError(parent + ": " + answer);
    }

    private List<Answer> callAll(List<Call> calls) {
        List<Answer> answers = session.callAll(calls);
        if (answers.size() < calls.size()) {
            throw new AssertionError("the auditor lost its server");
        }
        return answers;
    }
}
