package io.coordkit.benchmarks;

import io.coordkit.benchmarks.wire.Operation;
import java.util.ArrayList;
import java.util.List;

/** One line of the result: an operation in a shape. */
public record Scenario(Operation operation, Shape shape) {
    /** All of them, operation by operation. */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            for (Shape shape : Shape.values()) {
                all.add(new Scenario(operation, shape));
            }
        }
        return all;
    }

    /** {@code operation/shape}, as in reports and filters. */
    public String label() {
        return operation.label() + "/" + shape.label();
    }

    /** True when the filter is this scenario's label, its operation or its shape. */
    boolean matches(String filter) {
        return filter.equals(label()) || filter.equals(operation.label()) || filter.equals(shape.label());
    }
}
