using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Daemon.Http;

/// <summary>The page at <c>/</c>: what this is and how to connect. No script, nothing from elsewhere, no secret.</summary>
internal static class StartPage
{
    private const string Style =
        "body{font:16px/1.6 system-ui,sans-serif;max-width:42rem;margin:4rem auto;padding:0 1rem;color:#1c1c1e;background:#fafafa}"
        + "code,pre{font:14px/1.5 ui-monospace,monospace;background:#eee;border-radius:4px}code{padding:.1em .3em}pre{padding:1em;overflow:auto}"
        + "@media(prefers-color-scheme:dark){body{color:#eee;background:#1c1c1e}code,pre{background:#333}}";

    /// <summary>Allows the page's own style by its hash, and nothing else.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>The page as UTF-8.</summary>
    public static byte[] Render(string version) => Encoding.UTF8.GetBytes($"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>OpenClaw Gateway</title>
        <style>{Style}</style>
        <h1>OpenClaw Gateway</h1>
        <p>This is an OpenClaw gateway, version {WebUtility.HtmlEncode(version)}. It speaks the Gateway protocol, versions 3 and 4, over WebSocket on this port.</p>
        <p>Talk to its agent from a terminal on this machine:</p>
        <pre>openclaw agent --message "hello"</pre>
        <p>Or point any client at this address, as <code>ws://</code>, with the gateway's token. The token is <code>gateway.auth.token</code> of
        <code>openclaw.json</code>, or the content of <code>gateway.token</code> in the state directory when none was configured.</p>
        <p>For monitors: <code>/healthz</code> says that the process lives, <code>/readyz</code> that it serves.</p>
        </html>
        """);
}
