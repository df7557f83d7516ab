namespace Akka.TestKit;

/// <summary>What one of several messages must be like, for <see cref="TestKitBase.ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>.</summary>
public class PredicateInfo
{
    internal PredicateInfo(Delegate predicate, Type type)
    {
        PredicateT = predicate;
        Type = type;
    }

    /// <summary>Takes a message of <see cref="Type"/> and says whether it fits.</summary>
    public Delegate PredicateT { get; }

    /// <summary>The type of the message.</summary>
    public Type Type { get; }

    /// <summary>A message of a type that fits.</summary>
    public static PredicateInfo Create<T>(Predicate<T> predicateT) => new(predicateT, typeof(T));

    /// <inheritdoc/>
    public override string ToString() => $"{Type} that fits {PredicateT.Method.Name}";
}

/// <summary>Makes <see cref="PredicateInfo"/> of functions.</summary>
public static class PredicateInfoFactory
{
    /// <summary>A message of a type that fits.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => new(predicateT, typeof(T));

    /// <summary>A message of a type that fits.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT) => new(predicateT, typeof(T));
}

public abstract partial class TestKitBase
{
    /// <summary>Takes as many messages as predicates are given; each must fit one of its own, in any order.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        MatchAll(TakeN(predicates.Length, RemainingOrDefault, default), predicates);

    /// <summary>Takes as many messages as predicates are given, within <paramref name="max"/>; each must fit one of its own, in any order.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        MatchAll(TakeN(predicates.Length, Dilated(max), default), predicates);

    private List<object> MatchAll(List<object> received, PredicateInfo[] predicates)
    {
        var open = predicates.ToList();
        var unexpected = new List<object>();
        foreach (var message in received)
        {
            var at = open.FindIndex(p => p.Type.IsInstanceOfType(message) && (bool)p.PredicateT.DynamicInvoke(message)!);
            if (at < 0) unexpected.Add(message);
            else open.RemoveAt(at);
        }

        if (open.Count > 0 || unexpected.Count > 0)
        {
            Fail($"Failed: not found {{{string.Join(", ", open)}}}, found unexpected {{{string.Join(", ", unexpected)}}}");
        }

        return received;
    }
}
