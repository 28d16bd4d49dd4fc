using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace SkinSeg.Tensors;

/// <summary>What of this machine's processor decides how fast a network computes, and whether 16-bit floats (bfloat16) are worth it.</summary>
/// <param name="Name">The maker's name of it, or the kind of processor where it tells none.</param>
/// <param name="Cores">Logical cores that this process may use.</param>
/// <param name="Avx2">256-bit vectors.</param>
/// <param name="Avx512">512-bit vectors.</param>
/// <param name="Avx512Bfloat16">bfloat16 products in vectors.</param>
/// <param name="AmxBfloat16">bfloat16 products of tiles.</param>
public sealed record ProcessorFeatures(string Name, int Cores, bool Avx2, bool Avx512, bool Avx512Bfloat16, bool AmxBfloat16)
{
    /// <summary>The processor this process runs on.</summary>
    public static ProcessorFeatures Current { get; } = Read();

    /// <summary>Whether products of bfloat16 run in hardware: then they are about twice as fast as those of 32-bit floats.</summary>
    public bool FastBfloat16 => Avx512Bfloat16 || AmxBfloat16;

    /// <summary>For example <c>Intel Xeon, 2 cores, avx2 avx512 avx512_bf16</c>.</summary>
    public override string ToString()
    {
        (bool Has, string Feature)[] all = [(Avx2, "avx2"), (Avx512, "avx512"), (Avx512Bfloat16, "avx512_bf16"), (AmxBfloat16, "amx_bf16")];
        string features = string.Join(' ', from item in all where item.Has select item.Feature);
        return FormattableString.Invariant($"{Name}, {Cores} cores, {(features.Length > 0 ? features : "no wide vectors")}");
    }

    private static ProcessorFeatures Read()
    {
        int cores = Environment.ProcessorCount;
        if (!X86Base.IsSupported)
        {
            return new(RuntimeInformation.ProcessArchitecture.ToString(), cores, false, false, false, false);
        }

        // Leaf 7 of CPUID (Intel, Software Developer's Manual, volume 2A): subleaf 0, EDX bit 22 AMX-BF16; subleaf 1, EAX bit 5 AVX512_BF16.
        bool hasLeaf7 = X86Base.CpuId(0, 0).Eax >= 7;
        var (subleaves, _, _, edx) = hasLeaf7 ? X86Base.CpuId(7, 0) : default;
        int eax = subleaves >= 1 ? X86Base.CpuId(7, 1).Eax : 0;
        bool avx512 = Avx512F.IsSupported; // asks the operating system too
        return new(Brand(), cores, System.Runtime.Intrinsics.X86.Avx2.IsSupported, avx512, avx512 && (eax & (1 << 5)) != 0, avx512 && (edx & (1 << 22)) != 0);
    }

    // Leaves 0x80000002 to 0x80000004 hold 48 characters, 4 in each register.
    private static string Brand()
    {
        const int First = unchecked((int)0x80000002);
        if ((uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax < 0x80000004)
        {
            return "x86-64";
        }

        int[] registers =
        [
            .. from leaf in Enumerable.Range(First, 3)
               let part = X86Base.CpuId(leaf, 0)
               from register in new[] { part.Eax, part.Ebx, part.Ecx, part.Edx }
               select register,
        ];
        string name = Encoding.ASCII.GetString(MemoryMarshal.AsBytes(registers.AsSpan())).Split('\0')[0];
        return string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries)); // padded with spaces by some makers
    }
}
