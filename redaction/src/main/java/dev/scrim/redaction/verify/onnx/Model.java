package dev.scrim.redaction.verify.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * One network with one float input and one float output, on one thread and without any source of chance, so that equal
 * pictures give equal answers. Owns native memory; not thread-safe.
 */
final class Model implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession.SessionOptions options;
    private final OrtSession session;
    private final String input;

    private Model(OrtEnvironment environment, OrtSession.SessionOptions options, OrtSession session) {
        this.environment = environment;
        this.options = options;
        this.session = session;
        this.input = session.getInputNames().iterator().next();
    }

    /** A tensor as numbers: its shape and its values in row-major order. */
    static final class Tensor {
        private final long[] shape;
        private final float[] values;

        private Tensor(long[] shape, float[] values) {
            this.shape = shape;
            this.values = values;
        }

        /** Length along one dimension. */
        int length(int dimension) {
            return (int) shape[dimension];
        }

        /** All values; not copied, and the tensor's reader is its only holder. */
        float[] values() {
            return values;
        }
    }

    static Model open(byte[] onnx) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setDeterministicCompute(true);
            // Every picture has another size: plans made for one size would be kept for each.
            options.setMemoryPatternOptimization(false);
            return new Model(environment, options, environment.createSession(onnx, options));
        } catch (OrtException e) {
            throw failed("open", e);
        }
    }

    /** @param values used while this call lasts only */
    Tensor run(FloatBuffer values, long... shape) {
        try (OnnxTensor in = OnnxTensor.createTensor(environment, values, shape);
                OrtSession.Result result = session.run(Map.of(input, in))) {
            OnnxTensor out = (OnnxTensor) result.get(0);
            FloatBuffer buffer = out.getFloatBuffer();
            float[] floats = new float[buffer.remaining()];
            buffer.get(floats);
            return new Tensor(out.getInfo().getShape(), floats);
        } catch (OrtException e) {
            throw failed("run", e);
        }
    }

    private static IllegalStateException failed(String verb, OrtException e) {
        return new IllegalStateException("Cannot " + verb + " a text network: " + e.getCode(), e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed("close", e);
        } finally {
            options.close();
        }
    }
}
