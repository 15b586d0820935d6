package io.coordkit.cli.demo.splitlog;

import io.coordkit.cli.demo.children.Message;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.narration.Picture;
import io.coordkit.cli.demo.narration.Picture.Mood;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells what the servers do and keeps the picture of it. Safe for use by many threads. */
final class Scene {

    private static final String OPEN = "open";
    private static final String DONE = "done";

    private final Narrator narrator;
    private final Map<String, Picture.Row> servers = new TreeMap<>();
    /** Numbers of the logs by their path, once the logs are known. */
    private final Map<String, Integer> numbers = new TreeMap<>();
    /** Who has each log's task. */
    private final Map<Integer, String> tasks = new TreeMap<>();

    /** What they said last may be heard after their end; it changes nothing. */
    private final Set<String> killed = new HashSet<>();

    private int acknowledged;

    Scene(Narrator narrator) {
        this.narrator = narrator;
    }

    /** These servers are on their way. */
    synchronized void starting(List<String> names) {
        names.forEach(name -> servers.putIfAbsent(name, new Picture.Row(name, Mood.IDLE, "starts")));
        show();
    }

    synchronized void killed(String server) {
        killed.add(server);
        server(server, Mood.BAD, "killed; its session runs out");
    }

    /** The master has seen that it is gone. */
    synchronized void died(String server) {
        narrator.saw("master", server + " is gone from /hbase/rs");
        server(server, Mood.BAD, "dead");
    }

    /** There are tasks for these logs now, in the order of writing. */
    synchronized void published(List<String> logs) {
        for (String log : logs) {
            numbers.put(log, numbers.size() + 1);
            tasks.put(numbers.size(), OPEN);
        }
        show();
    }

    /** How a log is called in front of the reader. */
    synchronized String name(String log) {
        return "log " + numbers.getOrDefault(log, 0);
    }

    /** What a server says. */
    synchronized void heard(String server, Message message) {
        if (killed.contains(server)) {
            return;
        }
        switch (message.type()) {
            case "registered" -> server(server, Mood.IDLE, "alive");
            case "logged" -> {
                acknowledged += message.texts("edits").size();
                server(server, Mood.GOOD, "serves writes: " + acknowledged + " acknowledged");
            }
            case "claimed" -> claimed(server, message.text("log"));
            case "progress" -> {
                String log = name(message.text("log"));
                server(
                        server,
                        Mood.BUSY,
                        "splits " + log + ": " + message.number("edits") + " of " + Cluster.EDITS_PER_LOG + " edits");
            }
            case "split" -> split(server, message);
            default -> {}
        }
    }

    private void claimed(String name, String log) {
        tasks.put(numbers.getOrDefault(log, 0), name);
        narrator.saw(name, "takes " + name(log));
        server(name, Mood.BUSY, "splits " + name(log));
    }

    private void split(String name, Message message) {
        String log = name(message.text("log"));
        narrator.saw(
                name,
                "has split " + log + ": " + message.number("edits") + " edits of " + message.number("regions")
                        + " regions");
        server(name, Mood.IDLE, "waits for a task");
    }

    /** The master has committed a log. */
    synchronized void committed(SplitCommit.Commit commit) {
        tasks.put(numbers.getOrDefault(commit.log(), 0), DONE);
        narrator.saw("master", "commits " + name(commit.log()) + " from " + Cluster.shortName(commit.worker()));
        show();
    }

    private void server(String name, Mood mood, String text) {
        servers.put(name, new Picture.Row(name, mood, text));
        show();
    }

    private void show() {
        Picture picture = Picture.of();
        for (Picture.Row row : servers.values()) {
            picture = picture.row(row.label(), row.mood(), row.text());
        }
        if (!tasks.isEmpty()) {
            boolean allDone = tasks.values().stream().allMatch(DONE::equals);
            List<String> texts = tasks.entrySet().stream()
                    .map(task -> task.getKey() + " " + task.getValue())
                    .toList();
            picture = picture.row("logs", allDone ? Mood.GOOD : Mood.BUSY, String.join(", ", texts));
        }
        narrator.picture(picture);
    }
}
