package io.coordkit.server.jmx;

import io.coordkit.core.client.ArrivalPolicy;
import io.coordkit.core.client.ClientLimits;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import java.util.function.UnaryOperator;

/**
 * What management's threads may change of a server. It holds from then on until the server ends, whatever its role; what no
 * configuration may say is refused by {@link IllegalArgumentException}, and nothing is changed.
 */
abstract class TunableBean implements ServerMXBean {
    /** Says that the timeout follows from the tick, as it does unless something else is configured. */
    private static final int FROM_TICK = -1;

    private static final int TICKS_MIN = 2;
    private static final int TICKS_MAX = 20;

    private final Inspection server;

    TunableBean(Inspection server) {
        this.server = server;
    }

    final Inspection server() {
        return server;
    }

    @Override
    public int getMaxClientCnxnsPerHost() {
        return server.addressLimit().get();
    }

    @Override
    public void setMaxClientCnxnsPerHost(int max) {
        server.addressLimit().set(max);
    }

    @Override
    public int getMinSessionTimeout() throws NotServingException {
        return server.tuning().minTimeoutMs();
    }

    @Override
    public void setMinSessionTimeout(int ms) throws NotServingException {
        int min = timeout(ms, TICKS_MIN);
        require(min <= getMaxSessionTimeout(), "MinSessionTimeout", ms);
        server.tune(tuning -> tuning.withTimeouts(min, tuning.maxTimeoutMs()));
    }

    @Override
    public int getMaxSessionTimeout() throws NotServingException {
        return server.tuning().maxTimeoutMs();
    }

    @Override
    public void setMaxSessionTimeout(int ms) throws NotServingException {
        int max = timeout(ms, TICKS_MAX);
        require(max >= getMinSessionTimeout(), "MaxSessionTimeout", ms);
        server.tune(tuning -> tuning.withTimeouts(tuning.minTimeoutMs(), max));
    }

    private int timeout(int ms, int ticks) {
        require(ms > 0 || ms == FROM_TICK, "a session timeout", ms);
        return ms == FROM_TICK ? ticks * getTickTime() : ms;
    }

    @Override
    public int getConnectionMaxTokens() throws NotServingException {
        return arrivals().tokens();
    }

    @Override
    public void setConnectionMaxTokens(int tokens) throws NotServingException {
        require(tokens >= 0, "ConnectionMaxTokens", tokens);
        setArrivals(arrivals -> arrivals.withTokens(tokens));
    }

    @Override
    public int getConnectionTokenFillTime() throws NotServingException {
        return arrivals().fillMs();
    }

    @Override
    public void setConnectionTokenFillTime(int ms) throws NotServingException {
        require(ms > 0, "ConnectionTokenFillTime", ms);
        setArrivals(arrivals -> arrivals.withFillMs(ms));
    }

    @Override
    public int getConnectionTokenFillCount() throws NotServingException {
        return arrivals().fillCount();
    }

    @Override
    public void setConnectionTokenFillCount(int count) throws NotServingException {
        require(count >= 0, "ConnectionTokenFillCount", count);
        setArrivals(arrivals -> arrivals.withFillCount(count));
    }

    @Override
    public int getConnectionFreezeTime() throws NotServingException {
        return arrivals().adjustMs();
    }

    @Override
    public void setConnectionFreezeTime(int ms) throws NotServingException {
        require(ms >= -1, "ConnectionFreezeTime", ms);
        setArrivals(arrivals -> arrivals.withAdjustMs(ms));
    }

    @Override
    public double getConnectionDropIncrease() throws NotServingException {
        return arrivals().increase();
    }

    @Override
    public void setConnectionDropIncrease(double chance) throws NotServingException {
        require(isFraction(chance), "ConnectionDropIncrease", chance);
        setArrivals(arrivals -> arrivals.withIncrease(chance));
    }

    @Override
    public double getConnectionDropDecrease() throws NotServingException {
        return arrivals().decrease();
    }

    @Override
    public void setConnectionDropDecrease(double chance) throws NotServingException {
        require(isFraction(chance), "ConnectionDropDecrease", chance);
        setArrivals(arrivals -> arrivals.withDecrease(chance));
    }

    @Override
    public double getConnectionDecreaseRatio() throws NotServingException {
        return arrivals().decreaseRatio();
    }

    @Override
    public void setConnectionDecreaseRatio(double ratio) throws NotServingException {
        require(isFraction(ratio), "ConnectionDecreaseRatio", ratio);
        setArrivals(arrivals -> arrivals.withDecreaseRatio(ratio));
    }

    private ArrivalPolicy arrivals() throws NotServingException {
        return limits().arrivals();
    }

    private void setArrivals(UnaryOperator<ArrivalPolicy> change) throws NotServingException {
        setLimits(limits -> limits.withArrivals(change.apply(limits.arrivals())));
    }

    @Override
    public int getRequestThrottleLimit() throws NotServingException {
        return limits().throttledAt();
    }

    @Override
    public void setRequestThrottleLimit(int requests) throws NotServingException {
        setLimits(limits -> limits.withThrottledAt(Math.max(0, requests)));
    }

    @Override
    public int getThrottledOpWaitTime() throws NotServingException {
        return (int) limits().waitMsMax();
    }

    @Override
    public void setThrottledOpWaitTime(int ms) throws NotServingException {
        setLimits(limits -> limits.withWaitMsMax(Math.max(0, ms)));
    }

    @Override
    public boolean getRequestStaleLatencyCheck() throws NotServingException {
        return limits().dropLate();
    }

    @Override
    public void setRequestStaleLatencyCheck(boolean check) throws NotServingException {
        setLimits(limits -> limits.withDropLate(check));
    }

    @Override
    public int getLargeRequestMaxBytes() throws NotServingException {
        return (int) limits().largeBytesMax();
    }

    @Override
    public void setLargeRequestMaxBytes(int bytes) throws NotServingException {
        require(bytes > 0, "LargeRequestMaxBytes", bytes);
        setLimits(limits -> limits.withLargeBytesMax(bytes));
    }

    @Override
    public int getLargeRequestThreshold() throws NotServingException {
        return limits().largeBytesMin();
    }

    @Override
    public void setLargeRequestThreshold(int bytes) throws NotServingException {
        require(bytes > 0 || bytes == -1, "LargeRequestThreshold", bytes);
        setLimits(limits -> limits.withLargeBytesMin(bytes));
    }

    private ClientLimits limits() throws NotServingException {
        return server.tuning().limits();
    }

    private void setLimits(UnaryOperator<ClientLimits> change) throws NotServingException {
        server.tune(tuning -> tuning.withLimits(change.apply(tuning.limits())));
    }

    private static boolean isFraction(double value) {
        return value >= 0 && value <= 1;
    }

    private static void require(boolean valid, String name, Number value) {
        if (!valid) {
            throw new IllegalArgumentException(name + " must not be " + value);
        }
    }
}
