using System.Reflection;

namespace Akka.Configuration;

/// <summary>Finds the types that a configuration names, such as <c>"Akka.TestKit.TestScheduler, Akka.TestKit"</c>.</summary>
/// <remarks>
/// Configurations say the published assembly names; here the assembly <c>Akka.TestKit</c> is called
/// <c>OpenClaw.Runtime.Akka.TestKit</c>. Both names work. A name without assembly is looked for in this one and in the entry assembly.
/// </remarks>
internal static class ConfiguredType
{
    private const string Prefix = "OpenClaw.Runtime.";

    /// <summary>The type, or null when there is none of that name.</summary>
    public static Type? TryResolve(string typeName)
    {
        ArgumentNullException.ThrowIfNull(typeName);
        return Type.GetType(typeName, LoadAssembly, FindType, throwOnError: false);
    }

    /// <summary>The type named at <paramref name="path"/> of a configuration.</summary>
    /// <exception cref="ConfigurationException">There is no such type.</exception>
    public static Type Resolve(string typeName, string path) =>
        TryResolve(typeName) ?? throw new ConfigurationException($"{path}: there is no type '{typeName}'.");

    private static Assembly? LoadAssembly(AssemblyName name)
    {
        if (name.Name is "Akka" || name.Name?.StartsWith("Akka.", StringComparison.Ordinal) == true)
        {
            try
            {
                return Assembly.Load(Prefix + name.Name);
            }
            catch (FileNotFoundException)
            {
                // Not one of the runtime's own: a user's assembly may be called Akka.Something as well.
            }
        }

        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static Type? FindType(Assembly? assembly, string name, bool ignoreCase) =>
        assembly is not null
            ? assembly.GetType(name, throwOnError: false, ignoreCase)
            : typeof(ConfiguredType).Assembly.GetType(name, throwOnError: false, ignoreCase)
                ?? Assembly.GetEntryAssembly()?.GetType(name, throwOnError: false, ignoreCase);
}
