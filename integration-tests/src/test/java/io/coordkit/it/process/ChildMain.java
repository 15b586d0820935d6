package io.coordkit.it.process;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs another main class in this process, which dies when its standard input ends: so that a server cannot outlive
 * the test JVM, however that one went.
 */
public final class ChildMain {

    private static final int PARENT_GONE = 99;

    private ChildMain() {}

    /** Starts the class named by the first argument with the others. */
    public static void main(String[] arguments) throws Exception {
        Thread leash = new Thread(ChildMain::dieWithParent, "leash");
        leash.setDaemon(true);
        leash.start();
        Method main = Class.forName(arguments[0]).getMethod("main", String[].class);
        main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void dieWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException gone) {
            // A broken pipe says the same as its end.
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
