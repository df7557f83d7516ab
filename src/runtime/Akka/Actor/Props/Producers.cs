using System.Reflection;

namespace Akka.Actor;

/// <summary>Constructs actors in its own way, for example through a service provider.</summary>
public interface IIndirectActorProducer
{
    /// <summary>A fresh instance for each call.</summary>
    ActorBase Produce();

    /// <summary>What <see cref="Produce"/> makes; mailbox requirements are read from it.</summary>
    Type ActorType { get; }

    /// <summary>Called with each instance after it has stopped.</summary>
    void Release(ActorBase actor);
}

/// <summary>A type and its constructor arguments.</summary>
internal sealed class TypeProducer : IIndirectActorProducer
{
    private readonly ConstructorInfo? _constructor;

    public TypeProducer(Type type, object[]? arguments, ConstructorInfo? constructor = null)
    {
        ActorType = type;
        Arguments = arguments ?? [];
        _constructor = constructor;
    }

    public Type ActorType { get; }
    public object[] Arguments { get; }

    public ActorBase Produce()
    {
        try
        {
            return (ActorBase)(_constructor is null
                ? Activator.CreateInstance(ActorType, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.CreateInstance, null, Arguments, null)!
                : _constructor.Invoke(Arguments));
        }
        catch (Exception e)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new TypeLoadException($"Error while creating actor instance of type {ActorType} with {Arguments.Length} args: ({string.Join(",", Arguments)})", cause);
        }
    }

    public void Release(ActorBase actor) { }
}

/// <summary>A function.</summary>
internal sealed class FactoryProducer<TActor> : IIndirectActorProducer where TActor : ActorBase
{
    private readonly Func<TActor> _factory;

    public FactoryProducer(Func<TActor> factory) => _factory = factory;

    public Type ActorType => typeof(TActor);
    public ActorBase Produce() => _factory();
    public void Release(ActorBase actor) { }
}
