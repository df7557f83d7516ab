using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>What happens to a command that finds the internal stash full.</summary>
public interface IStashOverflowStrategy;

/// <summary>Makes a strategy from configuration (<c>akka.persistence.internal-stash-overflow-strategy</c>).</summary>
public interface IStashOverflowStrategyConfigurator
{
    /// <summary>Makes the strategy.</summary>
    IStashOverflowStrategy Create(Config config);
}

/// <summary>The overflow is an exception of the actor. The default.</summary>
public class ThrowOverflowExceptionStrategy : IStashOverflowStrategy
{
    /// <summary>The one instance.</summary>
    public static readonly ThrowOverflowExceptionStrategy Instance = new();

    private ThrowOverflowExceptionStrategy()
    {
    }
}

/// <summary>The command goes to dead letters.</summary>
public class DiscardToDeadLetterStrategy : IStashOverflowStrategy
{
    /// <summary>The one instance.</summary>
    public static readonly DiscardToDeadLetterStrategy Instance = new();

    private DiscardToDeadLetterStrategy()
    {
    }
}

/// <summary>The command is dropped and its sender gets a reply.</summary>
public class ReplyToStrategy(object response) : IStashOverflowStrategy
{
    /// <summary>The reply.</summary>
    public object Response { get; } = response;
}

/// <summary>Configures <see cref="ThrowOverflowExceptionStrategy"/>.</summary>
public sealed class ThrowExceptionConfigurator : IStashOverflowStrategyConfigurator
{
    /// <inheritdoc />
    public IStashOverflowStrategy Create(Config config) => ThrowOverflowExceptionStrategy.Instance;
}

/// <summary>Configures <see cref="DiscardToDeadLetterStrategy"/>.</summary>
public sealed class DiscardConfigurator : IStashOverflowStrategyConfigurator
{
    /// <inheritdoc />
    public IStashOverflowStrategy Create(Config config) => DiscardToDeadLetterStrategy.Instance;
}
