using Aspire.Hosting.ApplicationModel;
using Grpc.Core;
using LocalHosting.Dashboard.Protos;
using LocalHosting.Orchestration;
using Microsoft.Extensions.Hosting;

namespace LocalHosting.Dashboard;

/// <summary>Answers the dashboard: the resources and their changes, their console output, commands to them.</summary>
internal sealed class DashboardGrpcService(
    AppHostFacts facts,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands,
    IHostApplicationLifetime lifetime) : DashboardService.DashboardServiceBase
{
    public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = facts.Name });

    public override Task WatchResources(WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context) => UntilEndAsync(context, async end =>
    {
        var isFirst = true;
        await foreach (var batch in notifications.WatchBatchesAsync(end))
        {
            var update = new WatchResourcesUpdate();
            var resources = batch.Select(ResourceMapping.ToMessage);
            if (isFirst)
            {
                update.InitialData = new InitialResourceData();
                update.InitialData.Resources.AddRange(resources);
                isFirst = false;
            }
            else
            {
                update.Changes = new WatchResourcesChanges();
                update.Changes.Value.AddRange(resources.Select(resource => new WatchResourcesChange { Upsert = resource }));
            }

            await responseStream.WriteAsync(update, end);
        }
    });

    public override Task WatchResourceConsoleLogs(WatchResourceConsoleLogsRequest request, IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream, ServerCallContext context) => UntilEndAsync(context, async end =>
    {
        var log = logs.Find(request.ResourceName) ?? throw new RpcException(new Status(StatusCode.NotFound, $"There is no resource '{request.ResourceName}'."));
        await foreach (var batch in log.ReadStampedAsync(follow: !request.SuppressFollow, end))
        {
            var update = new WatchResourceConsoleLogsUpdate();
            update.LogLines.AddRange(batch.Select(line => new ConsoleLogLine
            {
                // The dashboard takes a leading RFC 3339 time for the time of the line.
                Text = $"{line.At.UtcDateTime:O} {line.Line.Content}",
                IsStdErr = line.Line.IsErrorMessage,
                LineNumber = line.Line.LineNumber,
            }));
            await responseStream.WriteAsync(update, end);
        }
    });

    public override async Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context)
    {
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, context.CancellationToken);
        var response = new ResourceCommandResponse { Kind = result.Success ? ResourceCommandResponseKind.Succeeded : ResourceCommandResponseKind.Failed };
        if (result.ErrorMessage is { } message)
        {
            response.Message = message;
        }

        return response;
    }

    public override Task WatchInteractions(IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream, IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream, ServerCallContext context) =>
        UntilEndAsync(context, end => end.WaitAsync(CancellationToken.None));

    /// <summary>Runs a watch until the dashboard or this host ends it; both are ordinary ends.</summary>
    private async Task UntilEndAsync(ServerCallContext context, Func<CancellationToken, Task> watch)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await watch(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Nobody is left to tell.
        }
    }
}
