using System.Text.RegularExpressions;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A path, possibly with wildcards, that is looked up anew for each message.</summary>
public class ActorSelection : ICanTell
{
    public ActorSelection() : this(ActorRefs.Nobody, (string)"") { }

    public ActorSelection(IActorRef anchor, string path) : this(anchor, path.Split('/', StringSplitOptions.RemoveEmptyEntries)) { }

    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        Path = [.. elements.Where(e => e.Length != 0).Select(SelectionPathElement.Parse)];
    }

    public IActorRef Anchor { get; }
    public SelectionPathElement[] Path { get; }
    public string PathString => "/" + string.Join("/", Path.Select(e => e.ToString()));

    public void Tell(object message, IActorRef? sender = null)
    {
        if (message is null) throw new InvalidMessageException("Message is null.");
        ActorSelectionDelivery.DeliverSelection((IInternalActorRef)Anchor, sender ?? ActorCell.GetCurrentSelfOrNoSender(), new ActorSelectionMessage(message, Path));
    }

    /// <summary>The first actor that answers an <see cref="Identify"/>.</summary>
    /// <exception cref="ActorNotFoundException">None did in time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(0), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException("subject was null");
        }
        catch (Exception e) when (e is AskTimeoutException or OperationCanceledException or TimeoutException)
        {
            throw new ActorNotFoundException($"Exception occurred while resolving ActorSelection {this}", e);
        }
    }

    /// <summary>The selection as a text that another system can look up: the anchor with its address and uid, then the elements.</summary>
    public string ToSerializationFormat()
    {
        var anchor = Anchor is ActorRefWithCell { Underlying.System: ExtendedActorSystem system }
            ? Anchor.Path.ToSerializationFormatWithAddress(system.Provider.DefaultAddress)
            : Anchor.Path.ToSerializationFormat();
        return anchor.EndsWith('/') ? anchor + PathString[1..] : anchor + PathString;
    }

    public override bool Equals(object? obj) => obj is ActorSelection other && Anchor.Equals(other.Anchor) && PathString == other.PathString;
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);
    public override string ToString() => Anchor.Path.Uid == ActorPath.UndefinedUid
        ? $"ActorSelection[Anchor({Anchor.Path}), Path({PathString})]"
        : $"ActorSelection[Anchor({Anchor.Path}#{Anchor.Path.Uid}), Path({PathString})]";
}

/// <summary>One step of a selection.</summary>
public abstract class SelectionPathElement
{
    internal static SelectionPathElement Parse(string element) => element switch
    {
        ".." => new SelectParent(),
        "**" => SelectChildRecursive.Instance,
        _ when element.Contains('?', StringComparison.Ordinal) || element.Contains('*', StringComparison.Ordinal) => new SelectChildPattern(element),
        _ => new SelectChildName(element),
    };

    public override bool Equals(object? obj) => obj is not null && obj.GetType() == GetType() && obj.ToString() == ToString();
    public override int GetHashCode() => ToString()!.GetHashCode(StringComparison.Ordinal);
}

public class SelectChildName(string name) : SelectionPathElement
{
    public string Name { get; } = name;
    public override string ToString() => Name;
}

public class SelectChildPattern(string patternStr) : SelectionPathElement
{
    private readonly Regex _pattern = new("^" + Regex.Escape(patternStr).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$", RegexOptions.Singleline | RegexOptions.NonBacktracking);
    public string PatternStr { get; } = patternStr;
    internal bool Matches(string name) => _pattern.IsMatch(name);
    public override string ToString() => PatternStr;
}

public class SelectChildRecursive : SelectionPathElement
{
    public static readonly SelectChildRecursive Instance = new();
    public override string ToString() => "**";
}

public class SelectParent : SelectionPathElement
{
    public override string ToString() => "..";
}

/// <summary>A message on its way along a selection.</summary>
public class ActorSelectionMessage : IAutoReceivedMessage, IPossiblyHarmful
{
    public ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false)
    {
        Message = message;
        Elements = elements;
        WildcardFanOut = wildCardFanOut;
    }

    public object Message { get; }
    public SelectionPathElement[] Elements { get; }
    /// <summary>True once a wildcard has been passed: then an absent actor is no dead letter.</summary>
    public bool WildcardFanOut { get; }

    public override string ToString() => $"ActorSelectionMessage - Message: {Message} - WildCardFanOut: {WildcardFanOut} - Elements: {string.Join("/", Elements.Select(e => e.ToString()))}";
}
