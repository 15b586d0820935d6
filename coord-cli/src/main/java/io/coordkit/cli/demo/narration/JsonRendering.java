package io.coordkit.cli.demo.narration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import io.coordkit.cli.demo.verdict.Verdict;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One JSON object per line. Each has {@code event} and, inside a demo, {@code demo} and {@code atMs}; the last line has
 * {@code event = "verdict"} with {@code passed} and every check. Durations are whole milliseconds under a name that ends
 * in {@code Ms}.
 */
public final class JsonRendering implements Rendering {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private String demo = "";

    /** Writes to {@code out}, which the caller owns and which encodes UTF-8. */
    public JsonRendering(PrintStream out) {
        this.out = out;
    }

    @Override
    public void demoStarted(String name, String purpose, String connectString) {
        demo = name;
        Map<String, Object> line = line("demo-started", Duration.ZERO);
        line.put("purpose", purpose);
        line.put("connect", connectString);
        write(line);
    }

    @Override
    public void said(Duration at, String text) {
        Map<String, Object> line = line("said", at);
        line.put("text", text);
        write(line);
    }

    @Override
    public void stepStarted(Duration at, int number, String title) {
        Map<String, Object> line = line("step-started", at);
        line.put("step", number);
        line.put("title", title);
        write(line);
    }

    @Override
    public void saw(Duration at, String who, String what) {
        Map<String, Object> line = line("saw", at);
        line.put("who", who);
        line.put("what", what);
        write(line);
    }

    @Override
    public void pictured(Duration at, Picture picture) {
        Map<String, Object> line = line("picture", at);
        line.put("rows", picture.rows().stream().map(JsonRendering::row).toList());
        write(line);
    }

    @Override
    public void stepEnded(Duration at, StepResult step) {
        Map<String, Object> line = line("step-ended", at);
        line.put("step", step.number());
        line.put("title", step.title());
        line.put("ok", step.ending() == Ending.DONE);
        line.put("outcome", step.outcome());
        line.put("tookMs", step.took().toMillis());
        write(line);
    }

    @Override
    public void demoEnded(Duration at, Verdict verdict) {
        Map<String, Object> line = line("demo-ended", at);
        line.putAll(verdict(verdict));
        write(line);
    }

    @Override
    public void finished(List<Verdict> verdicts) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "verdict");
        line.put("passed", Verdict.exitCode(verdicts) == 0);
        line.put("demos", verdicts.stream().map(JsonRendering::verdict).toList());
        write(line);
    }

    @Override
    public void failed(String error) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "verdict");
        line.put("passed", false);
        line.put("error", error);
        line.put("demos", List.of());
        write(line);
    }

    private Map<String, Object> line(String event, Duration at) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("demo", demo);
        line.put("atMs", at.toMillis());
        return line;
    }

    private static Map<String, Object> row(Picture.Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("label", row.label());
        json.put("mood", row.mood().name().toLowerCase(Locale.ROOT));
        json.put("text", row.text());
        return json;
    }

    private static Map<String, Object> verdict(Verdict verdict) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("demo", verdict.demo());
        json.put("passed", verdict.passed());
        json.put("checks", verdict.checks().stream().map(JsonRendering::check).toList());
        return json;
    }

    private static Map<String, Object> check(Check check) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (Fact fact : check.facts()) {
            boolean isTime = fact.value() instanceof Duration;
            facts.put(isTime ? fact.name() + "Ms" : fact.name(), simple(fact.value()));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", check.name());
        json.put("passed", check.passed());
        json.put("facts", facts);
        return json;
    }

    private static Object simple(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(JsonRendering::simple).toList();
        }
        return value instanceof Duration duration ? duration.toMillis() : value;
    }

    private void write(Map<String, Object> line) {
        try {
            out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        out.flush();
    }
}
