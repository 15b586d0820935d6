package io.coordkit.cli.shell;

import io.coordkit.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;

/**
 * Prints watch events as they come, and to a person the changes of the connection too. They come from the client's own thread, while
 * a person may be typing: whoever reads lines says how they get in between.
 */
final class EventPrinter {

    private final boolean json;
    private final boolean interactive;
    private volatile Consumer<String> printer;
    private volatile boolean on = true;

    EventPrinter(Output output, boolean json, boolean interactive) {
        this.printer = output.out()::println;
        this.json = json;
        this.interactive = interactive;
    }

    void printBy(Consumer<String> newPrinter) {
        printer = newPrinter;
    }

    boolean isOn() {
        return on;
    }

    void turn(boolean toOn) {
        on = toOn;
    }

    void print(WatchedEvent event) {
        boolean aboutConnection = event.getType() == EventType.None;
        if (!on || aboutConnection && (!interactive || event.getState() == KeeperState.Closed)) {
            return;
        }
        if (json) {
            printer.accept(toJson(event));
        } else {
            printer.accept(aboutConnection ? "(" + event.getState() + ")" : "\nWATCHER::\n\n" + event);
        }
    }

    private static String toJson(WatchedEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", event.getType().name());
        fields.put("state", event.getState().name());
        if (event.getPath() != null) {
            fields.put("path", event.getPath());
            fields.put("zxid", event.getZxid());
        }
        return Json.line(fields);
    }
}
