"""The GANs of the founding texts as Keras programs; one competitor of `speed.py`, in an environment of its own.

    .venv-keras/bin/python bench/founding_keras.py '{"who": "keras", "case": "mlp-784", "data": "pictures.npy"}'

`keras` is the founding texts' way: `train_on_batch` for D on real and on fake, `predict` for the fakes, and a stacked
model with a frozen D for G. `tf.function` is the way of TensorFlow's own tutorial: one traced function with two
gradient tapes. The answers are those of `racer.py`.
"""

import json
import os
import sys
import time
from collections.abc import Callable

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
ANSWERS = os.fdopen(os.dup(1), "w", buffering=1)  # Keras writes what it likes to standard output
os.dup2(2, 1)

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from keras import layers  # noqa: E402

BATCH = {"mlp-784": 128, "dcgan-28": 32}


def networks(case: str, verdict: str) -> tuple[keras.Model, keras.Model]:
    "Generator and discriminator, which ends in `verdict`: a sigmoid, or linear."
    def leaky():
        return layers.LeakyReLU(negative_slope=0.2)
    if case == "mlp-784":
        G = [part for width in (256, 512, 1024) for part in (layers.Dense(width), leaky())]
        G += [layers.Dense(784, activation="tanh"), layers.Reshape((28, 28, 1))]
        D = [layers.Flatten(), *[part for width in (512, 256) for part in (layers.Dense(width), leaky())]]
    else:
        G = [layers.Dense(7 * 7 * 128, activation="relu"), layers.Reshape((7, 7, 128)),
             layers.Conv2DTranspose(128, 4, strides=2, padding="same"), leaky(),
             layers.Conv2DTranspose(64, 4, strides=2, padding="same"), leaky(),
             layers.Conv2D(1, 4, padding="same", activation="tanh")]
        D = [layers.Conv2D(64, 3, strides=2, padding="same"), leaky(),
             layers.Conv2D(128, 3, strides=2, padding="same"), leaky(), layers.Flatten()]
    return (keras.Sequential([keras.Input((100,)), *G]),
            keras.Sequential([keras.Input((28, 28, 1)), *D, layers.Dense(1, activation=verdict)]))


def adam() -> keras.optimizers.Optimizer:
    return keras.optimizers.Adam(2e-4, beta_1=0.5)


def stacked(case: str, x: np.ndarray) -> tuple[Callable[[], None], keras.Model, keras.Model]:
    "The founding texts' way."
    G, D = networks(case, "sigmoid")
    n = BATCH[case]
    ones, zeros = np.ones((n, 1)), np.zeros((n, 1))
    D.compile(adam(), loss="binary_crossentropy")
    D.train_on_batch(x[:n], ones)  # Keras 3 looks at `trainable` when it first trains
    D.trainable = False
    z = keras.Input((100,))
    combined = keras.Model(z, D(G(z)))
    combined.compile(adam(), loss="binary_crossentropy")

    def play() -> None:
        real = x[np.random.randint(0, len(x), n)]
        fake = G.predict(np.random.normal(0, 1, (n, 100)), verbose=0)
        D.train_on_batch(real, ones)
        D.train_on_batch(fake, zeros)
        combined.train_on_batch(np.random.normal(0, 1, (n, 100)), ones)

    return play, G, D


def traced(case: str, x: np.ndarray) -> tuple[Callable[[], None], keras.Model, keras.Model]:
    "The way of TensorFlow's tutorial."
    G, D = networks(case, "linear")
    n, opt_g, opt_d = BATCH[case], adam(), adam()
    bce = keras.losses.BinaryCrossentropy(from_logits=True)

    @tf.function
    def step(real: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        with tf.GradientTape() as tape_g, tf.GradientTape() as tape_d:
            fake = G(tf.random.normal([n, 100]), training=True)
            r, f = D(real, training=True), D(fake, training=True)
            g_loss = bce(tf.ones_like(f), f)
            d_loss = bce(tf.ones_like(r), r) + bce(tf.zeros_like(f), f)
        opt_g.apply_gradients(zip(tape_g.gradient(g_loss, G.trainable_variables), G.trainable_variables))
        opt_d.apply_gradients(zip(tape_d.gradient(d_loss, D.trainable_variables), D.trainable_variables))
        return d_loss, g_loss

    def play() -> None:
        d_loss, g_loss = step(x[np.random.randint(0, len(x), n)])
        float(d_loss), float(g_loss)

    return play, G, D


def main() -> None:
    def say(**what):
        return print(json.dumps(what), file=ANSWERS)
    asked = json.loads(sys.argv[1])
    if asked["threads"] is not None:
        tf.config.threading.set_intra_op_parallelism_threads(asked["threads"])
        tf.config.threading.set_inter_op_parallelism_threads(asked["threads"])
    start = time.perf_counter()
    play, G, D = {"keras": stacked, "tf.function": traced}[asked["who"]](asked["case"], np.load(asked["data"]))
    before = [network.get_weights() for network in (G, D)]
    for _ in range(3):
        play()
    for network, weights in zip((G, D), before):  # a frozen D that stays frozen would be quick, and wrong
        if all(np.array_equal(a, b) for a, b in zip(network.get_weights(), weights)):
            raise SystemExit(f"{network.name} does not learn")
    say(weights=[network.count_params() for network in (G, D)], precision="fp32", ready=time.perf_counter() - start)
    for line in sys.stdin:
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(int(line)):
            play()
        say(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall)


if __name__ == "__main__":
    main()
