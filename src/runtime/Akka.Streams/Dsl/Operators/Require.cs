namespace Akka.Streams.Dsl;

/// <summary>Checks of operators' arguments.</summary>
internal static class Require
{
    internal static int Positive(int value) => value > 0 ? value : throw new ArgumentException("must be greater than 0");

    internal static TimeSpan Positive(TimeSpan value) => value > TimeSpan.Zero ? value : throw new ArgumentException("per time must be greater than 0");

    internal static int Ports(int value, int least, string junction, string kind) => value >= least
        ? value
        : throw new ArgumentException($"{junction} must have {(least == 1 ? "one" : "two")} or more {kind} ports");

    /// <summary>-1 stands for no limit.</summary>
    internal static int Retries(int value) => value >= -1 ? value : throw new ArgumentException("number of retries must be non-negative or equal to -1");

    internal static int InputBuffer(Attributes attributes, int fallback)
    {
        var max = attributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? fallback;
        return max > 0 ? max : throw new ArgumentException("Buffer size must be greater than 0");
    }

    internal static int Burst(int value, ThrottleMode mode) => value > 0 || mode == ThrottleMode.Shaping
        ? value
        : throw new ArgumentException("maximumBurst must be > 0 in Enforcing mode");
}
