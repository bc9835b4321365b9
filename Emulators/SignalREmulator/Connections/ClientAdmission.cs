using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using SignalREmulator.Quotas;
using SignalREmulator.Tokens;

namespace SignalREmulator.Connections;

/// <summary>The steps between a client's valid token and the transports: the token's limits, the quotas, and the deadline for connecting.</summary>
internal static class ClientAdmission
{
    public static void UseClientAdmission(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(ClientRequestRules.Path, StringComparison.Ordinal),
            client => client.Use(static (context, next) =>
            {
                var negotiates = context.GetEndpoint()?.Metadata.GetMetadata<NegotiateMetadata>() is not null;
                Narrow(context, negotiates);
                return negotiates ? NegotiateAsync(context, next)
                    : HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsConnect(context.Request.Method) ? ConnectAsync(context, next)
                    : next(context);
            }));

    private static void Narrow(HttpContext context, bool negotiates)
    {
        if (context.User.Identity is ClientIdentity { Transports: var transports, PollInterval: var interval } && (transports is not null || interval is not null))
        {
            context.SetEndpoint(context.RequestServices.GetRequiredService<NarrowedEndpoints>().For(transports, interval, negotiates));
        }
    }

    private static async Task NegotiateAsync(HttpContext context, RequestDelegate next)
    {
        var quota = context.RequestServices.GetRequiredService<NegotiationQuota>();
        try
        {
            if (!quota.TryBegin())
            {
                await QuotaExtensions.RefuseAsync(context, "Too many negotiations at once.");
            }
            else if (context.RequestServices.GetRequiredService<ConnectionQuota>().IsFull)
            {
                await QuotaExtensions.RefuseAsync(context, ConnectionQuota.Refusal);
            }
            else
            {
                await RememberAsync(context, next);
            }
        }
        finally
        {
            quota.End();
        }
    }

    private static async Task ConnectAsync(HttpContext context, RequestDelegate next)
    {
        // A WebSocket without a negotiation names no connection and opens one anyway.
        var opening = context.Request.Query["id"] is [{ Length: > 0 } id] ? context.RequestServices.GetRequiredService<Negotiations>().Open(id)
            : context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true ? Opening.First
            : Opening.NotTheFirst;
        if (opening == Opening.TooLate)
        {
            await TypedResults.Problem("The connection was negotiated too long ago.", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context);
            return;
        }

        var quota = context.RequestServices.GetRequiredService<ConnectionQuota>();
        if (opening == Opening.NotTheFirst || !quota.IsOn)
        {
            await next(context);
            return;
        }

        if (quota.TryTake() is not { } slot)
        {
            await QuotaExtensions.RefuseAsync(context, ConnectionQuota.Refusal);
            return;
        }

        slot.PassWith(context);
        var opened = false;
        try
        {
            await next(context);
            opened = context.Response.StatusCode < StatusCodes.Status400BadRequest;
        }
        finally
        {
            // Otherwise the opened connection owns the slot now.
            if (!opened)
            {
                slot.Dispose();
            }
        }
    }

    // The transports do not expose what they negotiate, so the id is read from their answer.
    private static async Task RememberAsync(HttpContext context, RequestDelegate next)
    {
        var outer = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(outer);
        }

        var bytes = answer.GetBuffer().AsMemory(0, (int)answer.Length);
        if (context.Response.StatusCode == StatusCodes.Status200OK && IdIn(bytes.Span) is { } id)
        {
            context.RequestServices.GetRequiredService<Negotiations>().Remember(id);
        }

        await outer.Writer.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>The value with which the client will connect: the token, or the id in version 0, which has no token.</summary>
    private static string? IdIn(ReadOnlySpan<byte> answer)
    {
        string? id = null;
        var reader = new Utf8JsonReader(answer);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            var isToken = reader.ValueTextEquals("connectionToken"u8);
            var isId = reader.ValueTextEquals("connectionId"u8);
            reader.Read();
            if (isToken)
            {
                return reader.GetString();
            }

            if (isId)
            {
                id = reader.GetString();
            }
        }

        return id;
    }
}
