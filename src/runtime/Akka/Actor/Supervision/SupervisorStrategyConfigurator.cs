using Akka.Util.Reflection;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Creates the strategy of the user guardian; named by <c>akka.actor.guardian-supervisor-strategy</c>.</summary>
public abstract class SupervisorStrategyConfigurator
{
    public abstract SupervisorStrategy Create();

    internal static SupervisorStrategyConfigurator CreateConfigurator(string? typeName) => typeName switch
    {
        null or "" => new DefaultSupervisorStrategy(),
        _ => (SupervisorStrategyConfigurator)Activator.CreateInstance(RuntimeType.Require(typeName, "akka.actor.guardian-supervisor-strategy"))!,
    };
}

public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
