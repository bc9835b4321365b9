using System.Diagnostics;
using CalendarApi.Authentication;
using CalendarApi.Problems;
using CalendarApi.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceDefaults.Contracts;
using ServiceDefaults.Problems;
using SignalRService;

namespace CalendarApi.Negotiation;

/// <summary>Lets a client into its tenant's pushes, and into no other's.</summary>
internal static partial class NegotiationEndpoint
{
    /// <summary>Client tokens end on whole seconds.</summary>
    private static readonly TimeSpan ShortestConnection = TimeSpan.FromSeconds(1);

    public static void AddNegotiation(this IHostApplicationBuilder builder)
    {
        builder.AddSignalRService("signalr");
        builder.Services.AddOptions<NegotiationOptions>().BindConfiguration(NegotiationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
    }

    public static void MapNegotiation(this IEndpointRouteBuilder routes) => routes.MapPost("/api/negotiate", Negotiate)
        .WithName("Negotiate").WithSummary("Where and with which token to connect for pushes; what @microsoft/signalr calls when given /api.").WithTags("Negotiation")
        .RequireAuthorization(Scopes.Read).WithProblems(HttpProblems.Unavailable);

    private static async Task<Results<Ok<NegotiateResponse>, ChallengeHttpResult, ProblemHttpResult>> Negotiate(
        Caller caller,
        SignalRServiceClient service,
        IOptions<NegotiationOptions> options,
        TimeProvider time,
        ILogger<NegotiationOptions> logger,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        // The answer is a credential.
        context.Response.Headers.CacheControl = "no-store";

        // Validation takes a token for a while after its end, for clocks differ; but a connection cannot outlive it, so it opens none.
        if (caller.TokenExpires - time.GetUtcNow() < ShortestConnection)
        {
            Record(time.GetElapsedTime(started), "expired");
            return TypedResults.Challenge();
        }

        try
        {
            var hub = service.GetHub(PushContract.Hub);
            var answer = await hub.NegotiateAsync(
                caller.SignalRUser, new NegotiateOptions { ExpiresAt = caller.TokenExpires, CloseOnExpiry = true }, cancellationToken);

            // Before answering: a push between the connection and its membership would be lost. Nothing the client sends names the group.
            await hub.AddUserToGroupAsync(caller.SignalRUser, caller.Tenant.ToString(), options.Value.MembershipLifetime, cancellationToken);

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
        [LoggerMessage(LogLevel.Warning, "SignalR did not take user {User} into the group of tenant {Tenant}; the client is told to try again.")]
        public static partial void ServiceAway(ILogger logger, Guid tenant, Guid user, Exception exception);
    }
}
