using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace SignalRService;

/// <summary>Sends the calls with authorization and time limits, and retries them where that is safe.</summary>
internal sealed partial class RestSender
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpMessageInvoker http;
    private readonly IRequestAuthorization authorization;
    private readonly SignalRServiceOptions options;
    private readonly TimeProvider time;
    private readonly ServiceTelemetry telemetry;
    private readonly ILogger logger;
    private readonly ResiliencePipeline<HttpResponseMessage> messages;
    private readonly ResiliencePipeline<HttpResponseMessage> calls;

    public RestSender(
        HttpMessageInvoker http, IRequestAuthorization authorization, SignalRServiceOptions options, TimeProvider time, ServiceTelemetry telemetry, ILogger logger)
    {
        this.http = http;
        this.authorization = authorization;
        this.options = options;
        this.time = time;
        this.telemetry = telemetry;
        this.logger = logger;
        messages = Pipeline(failure => failure is { IsTransient: true, MayHaveBeenDelivered: false });
        calls = Pipeline(failure => failure.IsTransient);
    }

    /// <returns>A successful answer, or a 404 with the error code that the request expects.</returns>
    /// <exception cref="SignalRServiceException">For every other outcome.</exception>
    public async Task<HttpResponseMessage> SendAsync(RestRequest request, CancellationToken cancellationToken)
    {
        using var measured = telemetry.Start(request.Operation);
        var context = ResilienceContextPool.Shared.Get(request.Operation, cancellationToken);
        try
        {
            var response = await (request.IsMessage ? messages : calls).ExecuteAsync(
                static async (context, state) => await state.Sender.AttemptAsync(state.Request, context.CancellationToken),
                context,
                (Sender: this, Request: request));
            measured.Succeeded((int)response.StatusCode);
            return response;
        }
        catch (Exception exception)
        {
            measured.Failed(exception);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<HttpResponseMessage> AttemptAsync(RestRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, request.Query is null ? request.Url : $"{request.Url}?{request.Query}");
        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.ContentType = Json;
        }

        message.Headers.Authorization = new("Bearer", await authorization.GetBearerAsync(request.Url, cancellationToken));

        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var response = await http.SendAsync(message, either.Token);
            return await CheckedAsync(request, response, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Neither token was cancelled, so it was the handler's own limit for connecting.
            throw timeout.IsCancellationRequested ? ServiceFailures.FromTimeout(request.Operation) : ServiceFailures.FromConnectTimeout(request.Operation, exception);
        }
        catch (HttpRequestException exception)
        {
            throw ServiceFailures.FromTransport(request.Operation, exception);
        }
    }

    private async Task<HttpResponseMessage> CheckedAsync(RestRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        // A 404 without the code does not come from the service, or is about something else: never read it as "no".
        if (response.StatusCode == HttpStatusCode.NotFound && request.NotFoundCode is { } expected && ServiceFailures.CodeOf(response) == expected)
        {
            return response;
        }

        using (response)
        {
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                authorization.Refused();
            }

            throw await ServiceFailures.FromAnswerAsync(request.Operation, response, time, cancellationToken);
        }
    }

    private ResiliencePipeline<HttpResponseMessage> Pipeline(Func<SignalRServiceException, bool> mayRepeat)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (options.MaxRetries == 0)
        {
            return builder.Build();
        }

        return builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = options.MaxRetries,
            Delay = options.RetryDelay,
            MaxDelay = options.MaxRetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is SignalRServiceException failure && mayRepeat(failure) && !(failure.RetryAfter > options.MaxRetryDelay)),
            DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as SignalRServiceException)?.RetryAfter),
            OnRetry = arguments =>
            {
                var failure = (SignalRServiceException)arguments.Outcome.Exception!;
                telemetry.Retried(arguments.Context.OperationKey!);
                Log.Retrying(logger, arguments.Context.OperationKey!, arguments.AttemptNumber + 1, arguments.RetryDelay, failure.Message);
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} failed (attempt {Attempt}), retrying in {Delay}: {Reason}")]
        public static partial void Retrying(ILogger logger, string operation, int attempt, TimeSpan delay, string reason);
    }
}
