namespace Akka;

/// <summary>The materialized value of a stage that offers none.</summary>
public sealed class NotUsed : IComparable<NotUsed>, IEquatable<NotUsed>
{
    private NotUsed() { }

    public static readonly NotUsed Instance = new();

    public int CompareTo(NotUsed? other) => other is null ? 1 : 0;
    public bool Equals(NotUsed? other) => other is not null;
    public override bool Equals(object? obj) => obj is NotUsed;
    public override int GetHashCode() => 0;
    public override string ToString() => "NotUsed";
}
