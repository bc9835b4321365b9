using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;

namespace CosmosFront.Batches;

internal sealed record BatchResult(int Status, string? ETag = null)
{
    public const int FailedDependency = 424;

    public ReadOnlyMemory<byte> Write()
    {
        var row = new RowBuffer(512);
        row.InitLayout(HybridRowVersion.V1, BatchSchema.Result, BatchSchema.Resolver);
        Check(RowWriter.WriteBuffer(ref row, this, WriteFields));
        return row.ToArray();
    }

    private static Result WriteFields(ref RowWriter writer, TypeArgument type, BatchResult result)
    {
        Check(writer.WriteInt32("statusCode", result.Status));
        Check(writer.WriteInt32("subStatusCode", 0));
        if (result.ETag is { } etag)
        {
            Check(writer.WriteString("eTag", etag));
        }

        return writer.WriteFloat64("requestCharge", 1);
    }

    private static void Check(Result result)
    {
        if (result != Result.Success)
        {
            throw new InvalidDataException($"A batch's result could not be written: {result}.");
        }
    }
}
