"""Costs of Arabic letter pairs, made by ``benchmarks/build_bigrams.py``; do not edit.

Counted over 4,232,948 weighted letter pairs of Arabic, Persian, Urdu and Pashto message
catalogues in Debian 12: libreoffice-l10n-ar vlc-l10n evolution-common
gnome-control-center-data okular kate5-data krita-l10n libgtk2.0-common xkb-data shared-mime-info libglib2.0-data iso-codes apt.
"""

LETTERS = (
    "\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636"
    "\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064a\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06ba"
)
# A row for the edge of a word and for each letter, a column likewise: quarter bits above ord('0').
COSTS = (
    "zlMBuEc7BbAQHFHFSGOFHIRNYDKDGDB>DGEiEJUbOhlzz1hhhhhhEh=OhhhhhhhhhhhhhhhhhhhPHhPhhXhhhhhhhh"
    "JfffffPfDfBSYf:IOBH9@fffffDLTP>C>REf@TR]Hffff>ssPssssFZJFLEC@VBG>HGHOKAJFGDBA?Q<fAssssssss"
    "C``````F``J<``DB`G`G8```````<T;T`GB`@````````JoooooboGoOREJGA?ADCHECCI>LBQN8H>RooEoooooooo"
    "@llllllIKAOlJFlD`E[[[CXClQ[PGZ?9=MF`8llll[lll=IwzcsFfGR@UMHKESAICMLQNYGUGLK5C@LKiCXg]Zzdzz"
    ";jaR[RT;OEEOTFRA[>QKPSWDfAUSBFBLGBCd;egvVvvvv0wwwwwwjfwwwwwwwwjwwwwwwwwwwwwjwjwwwwwwwwwwww"
    "8zqKXzeADQORJ@CIP?RIGEQKRBHGDHGDAH@UAhzzYzzzz7kkkkkk:@GSkkkGkk>kkkkkkk[k^GW?B>RCk?kkkkkkkk"
    ";rrbrrZ;DDKrfXr;RCDK[rrrrCYarY?<HA@S@brrbrrrr;uuuuuu<N?BFE^u:B?LCUKRYLuuCBLHETLAuDuuuuuuuu"
    "@rrrrrr=NL>rrrr<R?KUJAM:rrrErV<QQGCe?[]rirrrr7P[PylK<[@OMSeFAyAbNXypyyM`HMPGCFB@U=fyySyyyy"
    "@nnnnnn7NCWnFnF_n=nn]nnnn]n;aFH[U>KR;nnnnnnnn7jnOXnN<FAF_CQQDfKMCIQEOzONEEGUHII@O<[S_Qffzz"
    "7M`_ooN<HHZoJRYFo?cVQooooQ]ZZSB@FFCc9]ooPoooo>vvYYvb;DK8vJNHTjDmYevjCvM_HLKA>GJEj<Vjvj]vvv"
    "=rrUrrG;EGArPGI@^<rVaerJrHACSAFHBCAa@XrrNrrrr:rrrrrr=OFTrrFb@rArrrHrTrZH:Ne?MGS;K?rrrrrrrr"
    "6mmmmmm<?IYmTWVXmCmmmmm]m=C@m[CBmKBm>mmm`mmmm6reCrrP<>@XrrOrrr>r[arrGrFrME_AOTMAP@rrrrrrrr"
    "8iiiiii;[AIiiiiiiAiiiiiiiiiQii@DZ9Bi=iiiiiiii9vvvvvv?HBHLVvv<F?ZbN]NJYvvVPK;@=NKfBvvvvvvvv"
    ">nnnnnn=G@QnannQSBPTOnYDnnd[nn=QOV@S5nnnnnnnn9vvObZS=XD>v[BvQH@KJJMH_DFZbAKD]PHEY:vvvfvvvv"
    ":uuuuuu:E@Euu[uBh@^IPGWAhFhGOhBDKMAO;uuuuuuuu;tdYtdZ:DFBJ]WYHZ>OBN^t_tV_UTR<C=F@g@]Wkttdtt"
    ";YSDnGc?DG@QKEGJMHQFJGTKYEMBEGD<EJCDA^znajnzz:zzgMnT>JACNECIH]BK@IJPJUBTGIE@M@EAX@`dz^zjzz"
    "7yygyyd=LGCiKPS>UTODEC[IIQOIDIUEQDAO?ccyI[Yyy4ktt[tt9RJStTttH?BSUWt[ttt`Tt^GDEKASDtttktttt"
    "=QaTyVV<FTGRDHYAR>GCHHGLRDREDJ?C?OOJ=R[^Waayi0`l`lll`lllllllllllllllllllllllllll`lllllllll"
    "8Vzc[pU>J=FPKGM@V?KEISOJ[HPIFECA@KFlFZV^Tcdzp?iiiiii:[iLiciC`I:cDDiiiiiiii]G[DFAi7iiiNiiii"
    "9aaaaaP;aaSaaaaXaDaBDaaXaaaaaCLF@;?a=BOaMaaaaCYYYYYY>FYLYYYYYYKYYYYYYYYYYYJYY@5?Y=YYY:YYYY"
    "?hhhhhh:Vh_hVhhh?:;N@hhhhhhThhJUJH=h=Xhhhhhhh9UUUUUU<UUUUUUUUU?A?UUUUUUUUUUUUUU:U:UUUUUUUU"
    "7VVVVVV9VVVVVVVVVVEVVVVVVVEVVVVVAV8V?VVVVVVVVFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
    "6HHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHH"
)
