using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Domain.Access;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary><c>GET /v1/models</c> and <c>GET /v1/models/{id}</c>: the agents, since these are what a request's <c>model</c> chooses.</summary>
internal static class ModelsDoor
{
    /// <summary>The list's path; a model's stands behind it.</summary>
    public const string Path = "/v1/models";

    private const string Default = "openclaw";

    /// <summary>Serves the request.</summary>
    public static async Task HandleAsync(DoorServices services, HttpContext context)
    {
        if (!await services.AdmitAsync(context, Scope.Read, HttpMethods.Get, HttpMethods.Head))
        {
            return;
        }

        var models = services.Runs.Agents.All.Select(static agent => $"{Default}:{agent.Id.Value}").Prepend(Default).ToList();
        var wanted = context.Request.Path.Value!;
        if (wanted.Length > Path.Length)
        {
            var id = wanted[(Path.Length + 1)..];
            await (models.Contains(id, StringComparer.OrdinalIgnoreCase)
                ? JsonAnswers.WriteAsync(context, StatusCodes.Status200OK, writer => Write(writer, id))
                : JsonAnswers.ErrorAsync(context, StatusCodes.Status404NotFound, "invalid_request_error", "This gateway has no agent of that name"));
            return;
        }

        await JsonAnswers.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object"u8, "list"u8);
            writer.WriteStartArray("data"u8);
            foreach (var model in models)
            {
                Write(writer, model);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, string id)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("object"u8, "model"u8);
        writer.WriteNumber("created"u8, 0);
        writer.WriteString("owned_by"u8, "openclaw"u8);
        writer.WriteEndObject();
    }
}
