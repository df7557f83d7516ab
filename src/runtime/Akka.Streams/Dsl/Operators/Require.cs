namespace Akka.Streams.Dsl;

/// <summary>Checks of operators' arguments.</summary>
internal static class Require
{
    internal static int Positive(int value) => value > 0 ? value : throw new ArgumentException("must be greater than 0");

    internal static TimeSpan Positive(TimeSpan value) => value > TimeSpan.Zero ? value : throw new ArgumentException("per time must be greater than 0");

    internal static int Burst(int value, ThrottleMode mode) => value > 0 || mode == ThrottleMode.Shaping
        ? value
        : throw new ArgumentException("maximumBurst must be > 0 in Enforcing mode");
}
