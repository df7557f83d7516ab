namespace Akka;

/// <summary>The answer of an operation that succeeds without a value.</summary>
public sealed class Done
{
    private Done() { }

    public static readonly Done Instance = new();

    public override string ToString() => "Done";
}
