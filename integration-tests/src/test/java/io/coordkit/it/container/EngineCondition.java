package io.coordkit.it.container;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Skips with a reason where no engine answers. Where one was promised, the tests run and fail: a skip would hide it. */
final class EngineCondition implements ExecutionCondition {

    private static final Logger LOG = LoggerFactory.getLogger(EngineCondition.class);
    private static final String REASON = "no container engine answers (.ci/container-engine COMMAND starts one)";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Engine.isPromised() || Engine.answers()) {
            return ConditionEvaluationResult.enabled("there is a container engine");
        }
        LOG.warn("{} is skipped: {}", context.getDisplayName(), REASON);
        return ConditionEvaluationResult.disabled(REASON);
    }
}
