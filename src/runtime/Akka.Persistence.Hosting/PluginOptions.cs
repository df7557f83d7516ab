using System.Text;
using Akka.Configuration;

namespace Akka.Persistence.Hosting;

/// <summary>The section of a plug-in, made from properties. A plug-in's own options derive from one of the two kinds below.</summary>
public abstract class PluginOptions
{
    private protected PluginOptions(bool isDefault) => IsDefaultPlugin = isDefault;

    /// <summary>Whether actors that name no plug-in use this one.</summary>
    public bool IsDefaultPlugin { get; set; }

    /// <summary>The name of the section below that of its kind.</summary>
    public abstract string Identifier { get; set; }

    /// <summary>What the section has beside that which the properties say.</summary>
    protected abstract Config InternalDefaultConfig { get; }

    /// <summary>Whether the plug-in makes the tables that it needs.</summary>
    public bool AutoInitialize { get; set; }

    /// <summary>The serializer of what no binding names; null or empty = that of the system.</summary>
    public string? Serializer { get; set; }

    /// <summary>The path of the section.</summary>
    public string PluginId => $"akka.persistence.{Kind}.{Identifier}";

    /// <summary><see cref="InternalDefaultConfig"/> at the path of the section.</summary>
    public Config DefaultConfig => ConfigurationFactory.ParseString($"{PluginId} {{ {InternalDefaultConfig} }}");

    private protected abstract string Kind { get; }

    /// <summary>What the properties say, without the defaults.</summary>
    public Config ToConfig() => ConfigurationFactory.ParseString(Build(new StringBuilder()).ToString());

    /// <inheritdoc/>
    public sealed override string ToString() => ToConfig().ToString();

    /// <summary>Adds the section to <paramref name="sb"/>. Derived options put their keys first and call this last.</summary>
    protected virtual StringBuilder Build(StringBuilder sb)
    {
        ArgumentNullException.ThrowIfNull(sb);
        var own = sb.ToString();
        sb.Clear().Append(PluginId).AppendLine(" {").AppendLine(own);
        sb.Append("auto-initialize = ").AppendLine(AutoInitialize ? "on" : "off");
        if (!string.IsNullOrEmpty(Serializer)) sb.Append("serializer = \"").Append(Serializer).AppendLine("\"");
        AppendMore(sb);
        sb.AppendLine("}");
        if (IsDefaultPlugin) sb.Append("akka.persistence.").Append(Kind).Append(".plugin = \"").Append(PluginId).AppendLine("\"");
        return sb;
    }

    private protected virtual void AppendMore(StringBuilder sb) { }
}

/// <summary>The section of a journal.</summary>
public abstract class JournalOptions : PluginOptions
{
    /// <summary>A journal, the default one or not.</summary>
    protected JournalOptions(bool isDefault) : base(isDefault) { }

    /// <summary>Its event adapters.</summary>
    public AkkaPersistenceJournalBuilder Adapters { get; set; } = new("", null!);

    private protected override string Kind => "journal";

    private protected override void AppendMore(StringBuilder sb) => Adapters.AppendAdapters(sb);
}

/// <summary>The section of a snapshot store.</summary>
public abstract class SnapshotOptions : PluginOptions
{
    /// <summary>A snapshot store, the default one or not.</summary>
    protected SnapshotOptions(bool isDefault) : base(isDefault) { }

    private protected override string Kind => "snapshot-store";
}
