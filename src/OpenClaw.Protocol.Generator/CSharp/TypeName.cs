using System.Text;

namespace OpenClaw.Protocol.Generator.CSharp;

/// <summary>Where the C# of a schema file lives.</summary>
/// <param name="Folder">Folder below <c>src/OpenClaw.Protocol</c>; also the namespace below <c>OpenClaw.Protocol</c>.</param>
/// <param name="Name">Name of the type.</param>
public sealed record TypeName(string Folder, string Name)
{
    /// <summary>Namespace of the type.</summary>
    public string Namespace => "OpenClaw.Protocol." + Folder.Replace('/', '.');

    /// <summary>Name that is right everywhere.</summary>
    public string Qualified => $"global::{Namespace}.{Name}";

    /// <summary>The compiled schema of the type.</summary>
    public string QualifiedSchema => $"global::{Namespace}.{Name}Schema.Root";

    /// <summary>Turns <c>node.invoke.result</c>, <c>session-row</c> or <c>paramsJSON</c> into Pascal case.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder();
        var upper = true;
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsLetterOrDigit(name[i]))
            {
                upper = true;
                continue;
            }

            // An acronym counts as one word: payloadJSON becomes PayloadJson.
            var inAcronym = i > 0 && char.IsUpper(name[i]) && char.IsUpper(name[i - 1]);
            text.Append(upper ? char.ToUpperInvariant(name[i]) : inAcronym ? char.ToLowerInvariant(name[i]) : name[i]);
            upper = false;
        }

        return char.IsDigit(text[0]) ? "_" + text : text.ToString();
    }
}
