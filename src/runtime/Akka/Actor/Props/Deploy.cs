namespace Akka.Actor;

/// <summary>Where and with which dispatcher, mailbox and stash an actor runs.</summary>
public class Deploy : IEquatable<Deploy>
{
    public const int NoStashSize = -1;
    public const string NoDispatcherGiven = "";
    public const string NoMailboxGiven = "";

    public static readonly Deploy Local = new();
    public static readonly Deploy None = new();

    public Deploy() { }

    public Deploy(string path = "", string dispatcher = NoDispatcherGiven, string mailbox = NoMailboxGiven, int stashCapacity = NoStashSize)
    {
        Path = path;
        Dispatcher = dispatcher ?? NoDispatcherGiven;
        Mailbox = mailbox ?? NoMailboxGiven;
        StashCapacity = stashCapacity;
    }

    public string Path { get; } = "";
    public string Dispatcher { get; } = NoDispatcherGiven;
    public string Mailbox { get; } = NoMailboxGiven;
    public int StashCapacity { get; } = NoStashSize;

    public Deploy WithFallback(Deploy other) => new(
        Path,
        Dispatcher.Length > 0 ? Dispatcher : other.Dispatcher,
        Mailbox.Length > 0 ? Mailbox : other.Mailbox,
        StashCapacity >= 0 ? StashCapacity : other.StashCapacity);

    public Deploy WithDispatcher(string dispatcher) => new(Path, dispatcher, Mailbox, StashCapacity);
    public Deploy WithMailbox(string mailbox) => new(Path, Dispatcher, mailbox, StashCapacity);
    public Deploy WithStashCapacity(int stashCapacity) => new(Path, Dispatcher, Mailbox, stashCapacity);

    public bool Equals(Deploy? other) => other is not null && (ReferenceEquals(this, other)
        || (Path == other.Path && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox && StashCapacity == other.StashCapacity));
    public override bool Equals(object? obj) => Equals(obj as Deploy);
    public override int GetHashCode() => HashCode.Combine(Path, Dispatcher, Mailbox, StashCapacity);
}
