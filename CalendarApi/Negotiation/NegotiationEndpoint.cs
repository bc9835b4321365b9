using System.Diagnostics;
using CalendarApi.Authentication;
using CalendarApi.People;
using CalendarApi.Problems;
using CalendarApi.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceDefaults.Contracts;
using ServiceDefaults.Problems;
using SignalRService;

namespace CalendarApi.Negotiation;

/// <summary>Gives a client access to its own tenant's pushes, and to no other's.</summary>
internal static partial class NegotiationEndpoint
{
    /// <summary>The expiry of a client token has a resolution of one second.</summary>
    private static readonly TimeSpan ShortestConnection = TimeSpan.FromSeconds(1);

    public static void AddNegotiation(this IHostApplicationBuilder builder)
    {
        builder.AddSignalRService("signalr");
        builder.Services.AddSingleton<NegotiationLimit>();
        builder.Services.AddOptions<NegotiationOptions>().BindConfiguration(NegotiationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
    }

    public static void MapNegotiation(this IEndpointRouteBuilder routes) => routes.MapPost("/api/negotiate", Negotiate)
        .WithName("Negotiate").WithSummary("Returns the address and the client token of the SignalR connection; @microsoft/signalr calls this when its URL is /api.").WithTags("Negotiation")
        .RequireAuthorization(Scopes.Read).WithProblems(HttpProblems.Unavailable);

    private static async Task<Results<Ok<NegotiateResponse>, ChallengeHttpResult, ProblemHttpResult>> Negotiate(
        Caller caller,
        SignalRServiceClient service,
        NegotiationLimit limit,
        SignIns signIns,
        IOptions<NegotiationOptions> options,
        TimeProvider time,
        ILogger<NegotiationOptions> logger,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        // The response contains a credential.
        context.Response.Headers.CacheControl = "no-store";

        // Token validation allows for clock differences and accepts a token for a while after its expiry. A connection must not outlive the token, so refuse here.
        if (caller.TokenExpires - time.GetUtcNow() < ShortestConnection)
        {
            Record(time.GetElapsedTime(started), "expired");
            return TypedResults.Challenge();
        }

        if (limit.Take(caller) is { } refusal)
        {
            Record(time.GetElapsedTime(started), "refused");
            return Problem.TooManyRequests(context, refusal);
        }

        try
        {
            var hub = service.GetHub(PushContract.Hub);
            var answer = await hub.NegotiateAsync(
                caller.SignalRUser, new NegotiateOptions { ExpiresAt = caller.TokenExpires, CloseOnExpiry = true }, cancellationToken);

            // Add the membership before answering: a push between connecting and joining would be lost. No part of the request names the group.
            await hub.AddUserToGroupAsync(caller.SignalRUser, caller.Tenant.ToString(), options.Value.MembershipLifetime, cancellationToken);

            signIns.Note(caller, context.User);
            Record(time.GetElapsedTime(started), "answered");
            return TypedResults.Ok(answer);
        }
        catch (SignalRServiceException exception)
        {
            Record(time.GetElapsedTime(started), "unavailable");
            Log.ServiceAway(logger, caller.Tenant.Value, caller.ObjectId, exception);
            return Problem.Unavailable(context, exception.RetryAfter ?? options.Value.RetryAfter);
        }
    }

    private static void Record(TimeSpan duration, string outcome)
    {
        Activity.Current?.SetTag("calendar.negotiation.outcome", outcome);
        Instruments.Negotiations.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Could not add user {User} to the SignalR group of tenant {Tenant}. The client was asked to retry.")]
        public static partial void ServiceAway(ILogger logger, Guid tenant, Guid user, Exception exception);
    }
}
