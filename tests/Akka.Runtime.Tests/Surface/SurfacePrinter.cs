using System.Reflection;
using System.Text;

namespace Akka.Runtime.Tests.Surface;

/// <summary>Prints what an assembly offers to others, a line a type or member, sorted, so that a change of it is a change of text.</summary>
internal static class SurfacePrinter
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsSubclassOf(typeof(MulticastDelegate)) ? "delegate" : type.IsValueType ? "struct" : "class";
        var modifier = type is { IsAbstract: true, IsSealed: true } ? "static " : type is { IsAbstract: true, IsInterface: false } ? "abstract " : type is { IsSealed: true, IsClass: true } && kind == "class" ? "sealed " : "";
        var bases = new List<string>();
        if (kind == "class" && type.BaseType is { } parent && parent != typeof(object))
        {
            bases.Add(Name(parent));
        }

        if (kind is "class" or "struct" or "interface")
        {
            var inherited = type.BaseType?.GetInterfaces() ?? [];
            bases.AddRange(type.GetInterfaces().Where(@interface => @interface.IsVisible).Except(inherited).Select(Name).Order(StringComparer.Ordinal));
        }

        return $"{modifier}{kind} {Name(type)}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetEnumNames().Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}");
        }

        if (type.IsSubclassOf(typeof(MulticastDelegate)))
        {
            return [Method(type.GetMethod("Invoke")!)];
        }

        var fields = type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
            .Select(field => $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}");
        var constructors = type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic && IsVisible(constructor))
            .Select(constructor => $"{Access(constructor)}new({Parameters(constructor)})");
        var properties = type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property);
        var events = type.GetEvents(Declared).Where(@event => IsVisible(@event.AddMethod!)).Select(@event => $"event {Name(@event.EventHandlerType!)} {@event.Name}");
        var methods = type.GetMethods(Declared).Where(method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !method.Name.Contains('<'))
            .Select(Method);
        return [.. fields, .. constructors, .. properties, .. events, .. methods];
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "");

    private static string Property(PropertyInfo property)
    {
        var visible = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
        var accessors = string.Concat(visible.OrderBy(accessor => accessor.Name, StringComparer.Ordinal).Select(accessor => accessor == property.GetMethod ? "get; " : "set; "));
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(parameter => Name(parameter.ParameterType)))}]" : "";
        return $"{Access(visible[0])}{Name(property.PropertyType)} {property.Name}{index} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method)
    {
        var virtuality = method is { IsVirtual: true, IsFinal: false, DeclaringType.IsInterface: false }
            ? method.GetBaseDefinition() != method ? "override " : method.IsAbstract ? "abstract " : "virtual "
            : "";
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{Access(method)}{virtuality}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        // A nested type is named within its outer one; generic arguments of both are listed by the innermost.
        var simple = type.Name.Split('`')[0];
        var prefix = type.IsNested ? type.DeclaringType!.FullName!.Split('`')[0] + "." : type.Namespace is { } space && !space.StartsWith("System", StringComparison.Ordinal) ? space + "." : "";
        var arguments = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : "";
        return prefix + simple + arguments;
    }
}
