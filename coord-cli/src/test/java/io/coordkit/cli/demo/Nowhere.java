package io.coordkit.cli.demo;

/** An ensemble that nobody can reach, for demos that do not try. */
public record Nowhere() implements DemoEnsemble {

    @Override
    public String connectString() {
        return "nowhere:1";
    }

    @Override
    public void close() {
        System.err.println("ensemble closed");
    }
}
