using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Something that exists once per system.</summary>
public interface IExtension;

/// <summary>Names and makes an extension.</summary>
public interface IExtensionId
{
    object Apply(ActorSystem system);
    object Get(ActorSystem system);
    object CreateExtension(ExtendedActorSystem system);
    Type ExtensionType { get; }
}

public interface IExtensionId<out T> : IExtensionId where T : IExtension
{
    new T Apply(ActorSystem system);
    new T Get(ActorSystem system);
    new T CreateExtension(ExtendedActorSystem system);
}

/// <summary>Base of extension ids; the first <see cref="Get"/> on a system creates the extension.</summary>
public abstract class ExtensionIdProvider<T> : IExtensionId<T> where T : class, IExtension
{
    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);
    public T Get(ActorSystem system) => (T)system.RegisterExtension(this);
    public abstract T CreateExtension(ExtendedActorSystem system);
    public Type ExtensionType => typeof(T);

    object IExtensionId.Apply(ActorSystem system) => Apply(system);
    object IExtensionId.Get(ActorSystem system) => Get(system);
    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);

    public override bool Equals(object? obj) => obj is not null && obj.GetType() == GetType();
    public override int GetHashCode() => typeof(T).GetHashCode();
}

public static class ActorSystemWithExtensions
{
    /// <summary>The extension that <typeparamref name="TId"/> makes, created on first use.</summary>
    public static T WithExtension<T>(this ActorSystem system) where T : class, IExtension => system.GetExtension<T>();

    public static T WithExtension<T, TId>(this ActorSystem system) where T : class, IExtension where TId : IExtensionId, new() =>
        (T)system.RegisterExtension(new TId());
}
