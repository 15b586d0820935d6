/**
 * A Kafka broker that dies with whoever started it. Run from this source on the class path of Kafka 3.9, with the file of its
 * properties; the line "stop" on its standard input shuts it down in order, the end of the input kills it.
 */
public final class RealBroker {
    private RealBroker() {}

    public static void main(String[] arguments) throws Exception {
        Thread broker = new Thread(() -> kafka.Kafka.main(arguments), "broker");
        broker.setDaemon(true);
        broker.start();
        var input = new java.io.BufferedReader(new java.io.InputStreamReader(System.in));
        String line = input.readLine();
        if ("stop".equals(line)) {
            System.exit(0); // Kafka's shutdown hook does the rest
        }
        Runtime.getRuntime().halt(1);
    }
}
