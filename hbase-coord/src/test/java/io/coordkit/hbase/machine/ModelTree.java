package io.coordkit.hbase.machine;

import io.coordkit.hbase.machine.ClaimAnswer.Result;
import io.coordkit.hbase.machine.ClaimQuestion.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** A tree that answers a claim's questions as a server does. */
final class ModelTree implements ClaimQuestion.Handler<ClaimAnswer> {
    private TreeMap<String, Node> nodes = new TreeMap<>();

    private record Node(byte[] value, int version) {}

    ClaimAnswer answer(ClaimQuestion question) {
        return question.ask(this);
    }

    void put(String path, String value) {
        put(path, value.getBytes(StandardCharsets.UTF_8));
    }

    void put(String path, byte[] value) {
        makeDirectory(path);
        nodes.put(path, new Node(value, 0));
    }

    void remove(String path) {
        nodes.remove(path);
    }

    boolean has(String path) {
        return nodes.containsKey(path);
    }

    String text(String path) {
        return new String(nodes.get(path).value(), StandardCharsets.UTF_8);
    }

    @Override
    public ClaimAnswer exists(String path) {
        return ClaimAnswer.of(has(path) ? Result.OK : Result.MISSING);
    }

    List<String> names(String path) {
        String prefix = path + '/';
        return nodes.tailMap(prefix).keySet().stream()
                .takeWhile(child -> child.startsWith(prefix))
                .map(child -> child.substring(prefix.length()))
                .filter(child -> child.indexOf('/') < 0)
                .toList();
    }

    @Override
    public ClaimAnswer children(String path) {
        return has(path) ? new ClaimAnswer(Result.OK, names(path), new byte[0], -1) : ClaimAnswer.of(Result.MISSING);
    }

    @Override
    public ClaimAnswer read(String path) {
        Node node = nodes.get(path);
        return node == null
                ? ClaimAnswer.of(Result.MISSING)
                : new ClaimAnswer(Result.OK, List.of(), node.value(), node.version());
    }

    @Override
    public ClaimAnswer makeDirectory(String path) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            nodes.putIfAbsent(path.substring(0, slash), new Node(new byte[0], 0));
        }
        boolean made = nodes.putIfAbsent(path, new Node(new byte[0], 0)) == null;
        return ClaimAnswer.of(made ? Result.OK : Result.EXISTS);
    }

    @Override
    public ClaimAnswer write(String path, byte[] value, int version) {
        Node node = nodes.get(path);
        if (node == null) {
            return ClaimAnswer.of(Result.MISSING);
        }
        if (node.version() != version) {
            return ClaimAnswer.of(Result.CHANGED);
        }
        nodes.put(path, new Node(value, version + 1));
        return ClaimAnswer.of(Result.OK);
    }

    @Override
    public ClaimAnswer change(List<Step> steps) {
        TreeMap<String, Node> before = new TreeMap<>(nodes);
        for (Step step : steps) {
            Result result = apply(step);
            if (result != Result.OK) {
                nodes = before;
                return ClaimAnswer.of(result);
            }
        }
        return ClaimAnswer.of(Result.OK);
    }

    private Result apply(Step step) {
        if (step instanceof ClaimQuestion.Create create) {
            return create(create.path(), create.value());
        }
        if (step instanceof ClaimQuestion.Delete delete) {
            return delete(delete.path());
        }
        return has(((ClaimQuestion.Require) step).path()) ? Result.OK : Result.MISSING;
    }

    private Result create(String path, byte[] value) {
        if (!has(path.substring(0, path.lastIndexOf('/')))) {
            return Result.MISSING;
        }
        return nodes.putIfAbsent(path, new Node(value, 0)) == null ? Result.OK : Result.EXISTS;
    }

    private Result delete(String path) {
        if (!has(path)) {
            return Result.MISSING;
        }
        if (!names(path).isEmpty()) {
            return Result.CHANGED;
        }
        nodes.remove(path);
        return Result.OK;
    }
}
