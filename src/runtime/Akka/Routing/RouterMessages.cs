using Akka.Actor;

namespace Akka.Routing;

/// <summary>A message about a router, which the router answers itself.</summary>
public abstract class RouterManagementMessage;

/// <summary>Asks a router for its <see cref="Routees"/>.</summary>
public sealed class GetRoutees : RouterManagementMessage
{
    private GetRoutees() { }

    /// <summary>The one instance.</summary>
    public static GetRoutees Instance { get; } = new();
}

/// <summary>The routees of a router.</summary>
public class Routees(IEnumerable<Routee> routees)
{
    /// <summary>Those that there are now.</summary>
    public IEnumerable<Routee> Members { get; } = routees;
}

/// <summary>Adds a routee to a router.</summary>
public sealed class AddRoutee(Routee routee) : RouterManagementMessage
{
    /// <summary>The new routee.</summary>
    public Routee Routee { get; } = routee;
}

/// <summary>Takes a routee from a router; one that the router started is stopped.</summary>
public sealed class RemoveRoutee(Routee routee) : RouterManagementMessage
{
    /// <summary>The routee to be taken.</summary>
    public Routee Routee { get; } = routee;
}

/// <summary>Starts so many routees of a pool more, or stops so many.</summary>
public sealed class AdjustPoolSize(int change) : RouterManagementMessage
{
    /// <summary>Positive to start, negative to stop.</summary>
    public int Change { get; } = change;
}

/// <summary>Something around a message that a router takes off before it sends the message on.</summary>
public class RouterEnvelope(object message) : IWrappedMessage
{
    /// <summary>What is sent on.</summary>
    public object Message { get; } = message;
}

/// <summary>Goes to all routees of a router, whatever its logic.</summary>
public sealed class Broadcast(object message) : RouterEnvelope(message);
