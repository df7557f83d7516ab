using System.Linq.Expressions;
using Akka.Dispatch;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>An immutable recipe for an actor: how to construct each incarnation, and how to deploy it.</summary>
public class Props : IEquatable<Props>
{
    private static readonly Deploy DefaultDeploy = new();

    private readonly IIndirectActorProducer _producer;

    /// <summary>A recipe for nothing; creating from it fails.</summary>
    public static readonly Props None = new(new TypeProducer(typeof(EmptyActor), []), DefaultDeploy, null);

    internal Props(IIndirectActorProducer producer, Deploy deploy, SupervisorStrategy? supervisorStrategy)
    {
        _producer = producer;
        Deploy = deploy;
        SupervisorStrategy = supervisorStrategy;
    }

    /// <summary>A copy without arguments of what <paramref name="copy"/> creates.</summary>
    protected Props(Props copy) : this(copy._producer, copy.Deploy, copy.SupervisorStrategy) { }

    public Props() : this(None) { }

    public Props(Type type) : this(new TypeProducer(type, []), DefaultDeploy, null) { }
    public Props(Type type, object[] args) : this(new TypeProducer(type, args), DefaultDeploy, null) { }
    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args) : this(new TypeProducer(type, [.. args]), DefaultDeploy, supervisorStrategy) { }
    public Props(Deploy deploy, Type type, params object[] args) : this(new TypeProducer(type, args), deploy, null) { }

    public static Props Empty => None;

    public Deploy Deploy { get; }

    /// <summary>The strategy for the actor's children, instead of the one that the actor would choose.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; }

    public Type Type => _producer.ActorType;
    public string TypeName => Type.AssemblyQualifiedName!;
    public object[] Arguments => _producer is TypeProducer typed ? typed.Arguments : [];
    public string Dispatcher => Deploy.Dispatcher is { Length: > 0 } id ? id : Dispatchers.DefaultDispatcherId;
    public string Mailbox => Deploy.Mailbox;
    public RouterConfig RouterConfig => Deploy.RouterConfig ?? NoRouter.Instance;
    public IIndirectActorProducer Producer => _producer;

    /// <summary>Reads <c>() =&gt; new T(...)</c>: the arguments are evaluated here, once, and used by every incarnation.</summary>
    /// <exception cref="ArgumentException">The expression is not a constructor call.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null) where TActor : ActorBase
    {
        ArgumentNullException.ThrowIfNull(factory);
        return factory.Body switch
        {
            UnaryExpression => new Props(new FactoryProducer<TActor>(factory.Compile(preferInterpretation: true)), DefaultDeploy, supervisorStrategy),
            NewExpression call => new Props(new TypeProducer(call.Type, NewExpressionArguments.Evaluate(call), call.Constructor), DefaultDeploy, supervisorStrategy),
            _ => throw new ArgumentException("The create function must be a 'new T (args)' expression"),
        };
    }

    public static Props Create<TActor>(params object[] args) where TActor : ActorBase => Create(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy? supervisorStrategy) where TActor : ActorBase, new() =>
        new(new TypeProducer(typeof(TActor), []), DefaultDeploy, supervisorStrategy);

    public static Props Create(Type type, params object[] args)
    {
        if (type is null) throw new ArgumentNullException(nameof(type), "Props must be instantiated with an actor type.");
        return new Props(new TypeProducer(type, args), DefaultDeploy, null);
    }

    public static Props CreateBy<TProducer>(params object[] args) where TProducer : class, IIndirectActorProducer =>
        CreateBy((IIndirectActorProducer)Activator.CreateInstance(typeof(TProducer), args)!);

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(producer);
        return new Props(producer, DefaultDeploy, null);
    }

    public Props WithDispatcher(string dispatcher) => With(Deploy.WithDispatcher(dispatcher));
    public Props WithMailbox(string mailbox) => With(Deploy.WithMailbox(mailbox));
    public Props WithRouter(RouterConfig routerConfig) => With(Deploy.WithRouterConfig(routerConfig));
    public Props WithStashCapacity(int stashCapacity) => With(Deploy.WithStashCapacity(stashCapacity));

    /// <summary>Lays <paramref name="deploy"/> over what is set here.</summary>
    public Props WithDeploy(Deploy deploy) => With(deploy.WithFallback(Deploy));

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(_producer, Deploy, supervisorStrategy);

    private Props With(Deploy deploy) => new(_producer, deploy, SupervisorStrategy);

    /// <summary>Constructs one incarnation; only the cell calls this.</summary>
    public virtual ActorBase NewActor() => _producer.Produce();

    internal void Release(ActorBase actor) => _producer.Release(actor);

    public bool Equals(Props? other) => other is not null && (ReferenceEquals(this, other)
        || (Type == other.Type && Deploy.Equals(other.Deploy) && Arguments.AsSpan().SequenceEqual(other.Arguments)));
    public override bool Equals(object? obj) => Equals(obj as Props);
    public override int GetHashCode() => HashCode.Combine(Type, Deploy);
    public override string ToString() => $"Props({Type})";

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }
}
