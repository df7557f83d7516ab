using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The members of a plug-in come in two forms, with and without a token; one that leaves out both cannot be told before it is called.</summary>
internal static class PluginMembers
{
    /// <summary>What a call of such a member throws.</summary>
    public static NotSupportedException OverridesNeitherForm(this ActorBase plugin, [CallerMemberName] string member = "") =>
        new($"{plugin.GetType()} overrides neither form of {member}.");
}
