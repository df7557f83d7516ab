using System.Reflection;

namespace Akka.Util.Reflection;

/// <summary>Finds the types that configuration names. "Type, Akka.TestKit" means the assembly that stands for that package here.</summary>
internal static class RuntimeType
{
    private const string AssemblyPrefix = "OpenClaw.Runtime.";

    public static Type? Find(string? typeName)
    {
        if (string.IsNullOrWhiteSpace(typeName)) return null;
        if (Type.GetType(typeName, throwOnError: false) is { } exact) return exact;

        var comma = typeName.IndexOf(',', StringComparison.Ordinal);
        var name = (comma < 0 ? typeName : typeName[..comma]).Trim();
        if (typeof(RuntimeType).Assembly.GetType(name) is { } own) return own;
        if (comma >= 0)
        {
            var assembly = typeName[(comma + 1)..].Split(',')[0].Trim();
            if (Type.GetType($"{name}, {AssemblyPrefix}{assembly}", throwOnError: false) is { } mapped) return mapped;
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetType(name) is { } found) return found;
        }
        return null;
    }

    /// <exception cref="Configuration.ConfigurationException">No such type.</exception>
    public static Type Require(string? typeName, string setting) =>
        Find(typeName) ?? throw new Configuration.ConfigurationException($"{setting}: there is no type [{typeName}].");

    /// <summary>Constructs with whichever of the argument lists a constructor accepts, tried in order.</summary>
    public static object Construct(Type type, params object?[][] argumentLists)
    {
        foreach (var arguments in argumentLists)
        {
            foreach (var constructor in type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                var parameters = constructor.GetParameters();
                if (parameters.Length == arguments.Length && Accepts(parameters, arguments))
                    return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
            }
        }
        throw new MissingMethodException($"[{type}] has no constructor that fits.");
    }

    private static bool Accepts(ParameterInfo[] parameters, object?[] arguments)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            if (arguments[i] is { } argument && !parameters[i].ParameterType.IsInstanceOfType(argument)) return false;
        }
        return true;
    }
}
