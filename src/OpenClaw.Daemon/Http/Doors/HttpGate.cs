using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Access;
using OpenClaw.Domain.Access;

namespace OpenClaw.Daemon.Http.Doors;

/// <summary>Lets requests in or answers them.</summary>
internal interface IHttpGate
{
    /// <summary>Decides on the credential, and answers when it is not let in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="needed">The scope that it needs.</param>
    /// <returns>Whether the request may go on.</returns>
    Task<bool> AdmitAsync(HttpContext context, Scope needed);
}

/// <summary>The gate for those who hold the gateway's own secret.</summary>
internal sealed class HttpGate(HttpAuthorizer authorizer) : IHttpGate
{
    /// <inheritdoc/>
    public async Task<bool> AdmitAsync(HttpContext context, Scope needed) => await authorizer.AuthorizeAsync(context, needed) is not null;
}
