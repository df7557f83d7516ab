using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using OpenClaw.Domain.Access;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Connections;

/// <summary>The methods that this gateway serves. Filled while the gateway starts, then only read.</summary>
public sealed class MethodRegistry
{
    private readonly Dictionary<MethodInfo, RegisteredMethod> _methods = [];
    private FrozenDictionary<MethodInfo, RegisteredMethod>? _frozen;

    /// <summary>Registered names, in the protocol's order: hello-ok's <c>features.methods</c>.</summary>
    public ImmutableArray<string> Names => [.. MethodTable.All.Where(_methods.ContainsKey).Select(method => method.Name)];

    /// <summary>A registry with the methods of these modules, ready to be read.</summary>
    public static MethodRegistry Of(IEnumerable<IMethodModule> modules)
    {
        var registry = new MethodRegistry();
        foreach (var module in modules)
        {
            module.Register(registry);
        }

        registry._frozen = registry._methods.ToFrozenDictionary();
        return registry;
    }

    /// <summary>Adds a method.</summary>
    /// <param name="method">Its name, one of <see cref="MethodNames"/>.</param>
    /// <param name="handler">Serves it.</param>
    /// <param name="immediate">
    /// Whether the handler answers before it returns, asking nobody. Such a method is served even to a client whose other requests fill its
    /// queue, so that health is never refused for being busy.
    /// </param>
    /// <param name="keepsKeys">Whether the handler remembers idempotency keys itself, in the journal; for any other method with a side effect the connection does.</param>
    /// <exception cref="ArgumentException">The protocol has no such method, or it is registered already.</exception>
    /// <exception cref="InvalidOperationException">The registry is in use.</exception>
    public void Add(string method, MethodHandler handler, bool immediate = false, bool keepsKeys = false)
    {
        if (_frozen is not null)
        {
            throw new InvalidOperationException("Methods are registered while the gateway starts, not later.");
        }

        if (!MethodTable.TryGet(method, out var info) || info.IsHandshake)
        {
            throw new ArgumentException($"The protocol has no method {method}.", nameof(method));
        }

        var scope = Scope.None;
        if (info.Scope is not null && !ScopeSet.TryParse(info.Scope, out scope))
        {
            throw new ArgumentException($"{method} needs the unknown scope {info.Scope}.", nameof(method));
        }

        if (!_methods.TryAdd(info, new RegisteredMethod(info, scope, handler, immediate, TakesKeys: info.SideEffect is not null && !keepsKeys)))
        {
            throw new ArgumentException($"{method} is registered twice.", nameof(method));
        }
    }

    /// <summary>Finds a registered method.</summary>
    internal bool TryGet(MethodInfo info, [NotNullWhen(true)] out RegisteredMethod? method) => _frozen!.TryGetValue(info, out method);
}

/// <summary>A method with its handler and its scope, parsed once.</summary>
/// <param name="Info">What the protocol says of it.</param>
/// <param name="Scope">What an operator needs.</param>
/// <param name="Handler">Serves it.</param>
/// <param name="IsImmediate">Whether it answers without asking anybody.</param>
/// <param name="TakesKeys">Whether the connection answers repeats of its idempotency keys.</param>
internal sealed record RegisteredMethod(MethodInfo Info, Scope Scope, MethodHandler Handler, bool IsImmediate, bool TakesKeys);
