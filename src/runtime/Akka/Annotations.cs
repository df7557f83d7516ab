namespace Akka.Annotations;

/// <summary>Not for use outside of the runtime: it may change without notice.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
public sealed class InternalApiAttribute : Attribute;

/// <summary>For the runtime and its plug-ins: it does not change within a version.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
public sealed class InternalStableApiAttribute : Attribute;

/// <summary>New, and may change yet.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
public sealed class ApiMayChangeAttribute : Attribute;

/// <summary>Not to be implemented or derived from outside of the runtime: members may be added.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class DoNotInheritAttribute : Attribute;
